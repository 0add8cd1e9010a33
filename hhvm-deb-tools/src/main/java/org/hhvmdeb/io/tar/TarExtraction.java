package org.hhvmdeb.io.tar;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.notice.InputException;

/**
 * Unpacks a tar archive that may be hostile into an empty directory. Nothing is ever written through a link or over
 * what is there. Files get mode 0755 where their owner may execute them and 0644 otherwise, directories 0755; owners
 * are ignored, times kept. Symbolic links are made as they are recorded, wherever they point: it is for the reader of
 * the tree not to follow them. Devices and pipes are refused.
 */
public final class TarExtraction {

    private final TarReader reader;
    private final String source;
    private final Path root;
    private final TarNames all;
    private final Map<String, TarItem.Kind> placed = new HashMap<>();

    private TarExtraction(TarReader reader, String source, Path root, TarLimits limits) {
        this.reader = reader;
        this.source = source;
        this.root = root;
        this.all = new TarNames(source, limits);
    }

    /**
     * Unpacks an archive.
     *
     * @param tar the archive, already decompressed; closed at the end
     * @param source what the archive is called in messages
     * @param directory empty or not there yet
     * @throws InputException when the archive is damaged or unacceptable; what was unpacked before stays
     */
    public static void extract(InputStream tar, String source, Path directory, TarLimits limits)
            throws InputException, IOException {
        try (TarReader reader = new TarReader(tar, source, limits)) {
            requireEmpty(directory);
            new TarExtraction(reader, source, directory, limits).run();
        }
    }

    private static void requireEmpty(Path directory) throws InputException, IOException {
        Files.createDirectories(directory);
        try (DirectoryStream<Path> content = Files.newDirectoryStream(directory)) {
            if (content.iterator().hasNext()) {
                throw new InputException(
                        directory + " is not empty; archives are only unpacked into empty directories");
            }
        }
    }

    private void run() throws InputException, IOException {
        for (Optional<TarItem> item = reader.next(); item.isPresent(); item = reader.next()) {
            if (!item.get().isRoot()) {
                place(item.get());
            } else if (item.get().kind() != TarItem.Kind.DIRECTORY) {
                throw refused(item.get(), "the root of the archive is not a directory");
            }
        }
    }

    private void place(TarItem item) throws InputException, IOException {
        makeParents(item);
        TarItem.Kind before = placed.get(item.name());
        if (before == TarItem.Kind.DIRECTORY && item.kind() == TarItem.Kind.DIRECTORY) {
            return;
        }
        if (before != null) {
            throw refused(item, "it is there twice");
        }
        all.add(item.name().length());
        switch (item.kind()) {
            case DIRECTORY -> makeDirectory(item.name());
            case FILE -> writeFile(item);
            case SYMLINK -> Files.createSymbolicLink(onDisk(item.name()), target(item));
            case HARD_LINK -> Files.createLink(onDisk(item.name()), linkedFile(item));
            case OTHER -> throw refused(item, "it is neither a file nor a directory nor a link");
        }
        placed.put(item.name(), item.kind() == TarItem.Kind.HARD_LINK ? TarItem.Kind.FILE : item.kind());
    }

    private void makeParents(TarItem item) throws InputException, IOException {
        String name = item.name();
        for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
            String parent = name.substring(0, slash);
            TarItem.Kind kind = placed.get(parent);
            if (kind == null) {
                all.add(parent.length());
                makeDirectory(parent);
                placed.put(parent, TarItem.Kind.DIRECTORY);
            } else if (kind != TarItem.Kind.DIRECTORY) {
                throw refused(item, "it would lie below " + parent + ", which is not a directory there");
            }
        }
    }

    private void makeDirectory(String name) throws InputException, IOException {
        Path directory = onDisk(name);
        Files.createDirectory(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void writeFile(TarItem item) throws InputException, IOException {
        Path file = onDisk(item.name());
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            reader.copyTo(out);
        }
        String permissions = item.plainMode() == 0755 ? "rwxr-xr-x" : "rw-r--r--";
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        Files.setLastModifiedTime(file, FileTime.from(item.time()));
    }

    private Path target(TarItem item) throws InputException {
        if (item.link().isEmpty()) {
            throw refused(item, "it is a link to nothing");
        }
        return path(item.link());
    }

    private Path linkedFile(TarItem item) throws InputException {
        String target = item.link().startsWith("./") ? item.link().substring(2) : item.link();
        if (placed.get(target) != TarItem.Kind.FILE) {
            throw refused(item, "it is a hard link to " + item.link() + ", which is not a file unpacked before");
        }
        return onDisk(target);
    }

    private Path onDisk(String name) throws InputException {
        return root.resolve(path(name));
    }

    private Path path(String text) throws InputException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new InputException(
                    source + " holds the name \"" + text + "\", which this machine's locale cannot express ("
                            + e.getReason() + "); run with LC_ALL=C.UTF-8",
                    e);
        }
    }

    private InputException refused(TarItem item, String why) {
        return new InputException(source + " holds " + item.name() + ", which is refused: " + why);
    }
}
