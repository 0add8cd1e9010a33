package org.hhvmdeb.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
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
final class HeldDirectory implements Closeable {

    private final SecureDirectoryStream<Path> stream;

    private HeldDirectory(SecureDirectoryStream<Path> stream) {
        this.stream = stream;
    }

    /** Opens a directory, also behind links. */
    @SuppressWarnings("StreamResourceLeak") // Closing this object closes it.
    static HeldDirectory open(Path directory) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(directory);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return new HeldDirectory(secure);
        }
        stream.close();
        throw new IOException(directory + " cannot be held open; Unix can do that");
    }

    /**
     * Opens a directory in this one.
     *
     * @throws IOException also when there is a link of this name
     */
    HeldDirectory enter(Path name) throws IOException {
        return new HeldDirectory(stream.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
    }

    /** The names in it, the first time that it is asked; as paths, as not all names are text. */
    List<Path> names() {
        List<Path> names = new ArrayList<>();
        stream.forEach(p -> names.add(Objects.requireNonNull(p.getFileName())));
        return names;
    }

    boolean has(Path name) throws IOException {
        return attributes(name).isPresent();
    }

    boolean hasDirectory(Path name) throws IOException {
        return attributes(name).filter(BasicFileAttributes::isDirectory).isPresent();
    }

    private Optional<BasicFileAttributes> attributes(Path name) throws IOException {
        try {
            return Optional.of(
                    stream.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                            .readAttributes());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Gives what is in this directory the same name in another one. */
    void move(Path name, HeldDirectory to) throws IOException {
        stream.move(name, to.stream, name);
    }

    /** Removes a file or a directory with all it holds; nothing happens where there is nothing. */
    void delete(Path name) throws IOException {
        if (hasDirectory(name)) {
            try (HeldDirectory inside = enter(name)) {
                inside.makeWritable();
                for (Path each : inside.names()) {
                    inside.delete(each);
                }
            }
            stream.deleteDirectory(name);
        } else if (has(name)) {
            stream.deleteFile(name);
        }
    }

    private void makeWritable() throws IOException {
        PosixFileAttributeView view = stream.getFileAttributeView(PosixFileAttributeView.class);
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        if (permissions.add(PosixFilePermission.OWNER_WRITE)) {
            view.setPermissions(permissions);
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
