package org.hhvmdeb.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A directory that is held open. What is done by the names in it is done in this very directory, whatever somebody puts in the place
 * of its own name meanwhile: who may write to the directory above can put a link there, and root would follow it.
 */
public final class HeldDirectory implements Closeable {

    private final Path path;
    private final SecureDirectoryStream<Path> stream;

    private HeldDirectory(Path path, SecureDirectoryStream<Path> stream) {
        this.path = path;
        this.stream = stream;
    }

    /** Opens a directory, also behind links. */
    @SuppressWarnings("StreamResourceLeak") // Closing this object closes it.
    public static HeldDirectory open(Path directory) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(directory);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return new HeldDirectory(directory, secure);
        }
        stream.close();
        throw new IOException(
                directory + " cannot be held open: Java offers no SecureDirectoryStream for its file system");
    }

    /** Its name when it was opened. */
    public Path path() {
        return path;
    }

    /** Whether it is this one, whatever names they have. */
    public boolean is(KnownDirectory known) throws IOException {
        return Objects.equals(
                known.key(),
                stream.getFileAttributeView(BasicFileAttributeView.class)
                        .readAttributes()
                        .fileKey());
    }

    /**
     * Opens a directory in this one.
     *
     * @throws IOException also when there is a link or a file of this name
     */
    public HeldDirectory enter(Path name) throws IOException {
        if (!hasDirectory(name)) {
            // To open a FIFO is to wait for somebody who writes.
            throw new NotDirectoryException(path.resolve(name).toString());
        }
        return at(
                name,
                () -> new HeldDirectory(
                        path.resolve(name), stream.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)));
    }

    /** The names in it, the first time that it is asked; as paths, as not all names are text. */
    public List<Path> names() throws IOException {
        List<Path> names = new ArrayList<>();
        try {
            stream.forEach(p -> names.add(Objects.requireNonNull(p.getFileName())));
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    public boolean has(Path name) throws IOException {
        return attributes(name).isPresent();
    }

    public boolean hasDirectory(Path name) throws IOException {
        return attributes(name).filter(BasicFileAttributes::isDirectory).isPresent();
    }

    public boolean hasFile(Path name) throws IOException {
        return attributes(name).filter(BasicFileAttributes::isRegularFile).isPresent();
    }

    private Optional<BasicFileAttributes> attributes(Path name) throws IOException {
        try {
            return Optional.of(at(
                    name,
                    () -> stream.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                            .readAttributes()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Opens a file in it for reading, writing and locking; no link is followed. */
    public FileChannel file(Path name) throws IOException {
        SeekableByteChannel channel = at(
                name,
                () -> stream.newByteChannel(
                        name, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)));
        if (channel instanceof FileChannel file) {
            return file;
        }
        channel.close();
        throw new IOException(path.resolve(name) + " cannot be locked");
    }

    /** Makes a file in it; what has that name already, a link too, is an error. */
    public void write(Path name, byte[] content) throws IOException {
        SeekableByteChannel file = at(
                name,
                () -> stream.newByteChannel(
                        name,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)));
        try (file) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                file.write(left);
            }
        }
    }

    /** Gives a file in it permissions; no link is followed. */
    public void setPermissions(Path name, Set<PosixFilePermission> permissions) throws IOException {
        at(name, () -> {
            stream.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setPermissions(permissions);
            return name;
        });
    }

    /** Gives what is in this directory the same name in another one. */
    public void move(Path name, HeldDirectory to) throws IOException {
        at(name, () -> {
            stream.move(name, to.stream, name);
            return name;
        });
    }

    /** Removes a file or a directory with all it holds; nothing happens where there is nothing. */
    public void delete(Path name) throws IOException {
        if (hasDirectory(name)) {
            try (HeldDirectory inside = enter(name)) {
                inside.empty();
            }
            deleteEmpty(name);
        } else if (has(name)) {
            try {
                at(name, () -> {
                    stream.deleteFile(name);
                    return name;
                });
            } catch (NoSuchFileException e) {
                // Another run was faster.
            }
        }
    }

    /**
     * Removes a directory in it.
     *
     * @throws IOException when something is in it
     */
    public void deleteEmpty(Path name) throws IOException {
        at(name, () -> {
            stream.deleteDirectory(name);
            return name;
        });
    }

    /** Removes all that is in it. */
    public void empty() throws IOException {
        makeWritable();
        for (Path each : names()) {
            delete(each);
        }
    }

    private void makeWritable() throws IOException {
        PosixFileAttributeView view = stream.getFileAttributeView(PosixFileAttributeView.class);
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        if (permissions.add(PosixFilePermission.OWNER_WRITE)) {
            view.setPermissions(permissions);
        }
    }

    private interface Call<T> {
        T make() throws IOException;
    }

    /** Java names what failed by its name in the directory alone. */
    private <T> T at(Path name, Call<T> call) throws IOException {
        try {
            return call.make();
        } catch (FileSystemException e) {
            FileSystemException named = sameKind(e, path.resolve(name).toString());
            named.initCause(e);
            throw named;
        }
    }

    private static FileSystemException sameKind(FileSystemException failure, String file) {
        if (failure instanceof NoSuchFileException) {
            return new NoSuchFileException(file, failure.getOtherFile(), failure.getReason());
        }
        if (failure instanceof AccessDeniedException) {
            return new AccessDeniedException(file, failure.getOtherFile(), failure.getReason());
        }
        if (failure instanceof NotDirectoryException) {
            return new NotDirectoryException(file);
        }
        return failure instanceof DirectoryNotEmptyException
                ? new DirectoryNotEmptyException(file)
                : new FileSystemException(file, failure.getOtherFile(), failure.getReason());
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
