package org.hhvmdeb.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/** Whole directories. Symbolic links are things of their own here and are never followed. */
public final class FileTree {

    private FileTree() {}

    /** Every path below a directory, without the directory itself, in the order of their bytes. */
    public static List<RelativePath> list(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(p -> !p.equals(root))
                    .map(p -> new RelativePath(root.relativize(p).toString()))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            // A directory that may not be read.
            throw e.getCause();
        }
    }

    /**
     * Removes a file or a directory with all it holds; nothing happens where there is nothing. Nobody can have it go on elsewhere by
     * putting a link in the place of a directory meanwhile.
     */
    public static void delete(Path root) throws IOException {
        if (Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
            KnownDirectory.of(root).remove(HeldDirectory::empty);
        } else {
            Files.deleteIfExists(root);
        }
    }

    /**
     * Makes a directory in one that is there, or leaves the one that is there. Not {@link Files#createDirectories}, which would bring
     * back a directory that is being removed because we are told to end.
     */
    public static Path makeDirectory(Path directory) throws IOException {
        try {
            return Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (Files.isDirectory(directory)) {
                return directory;
            }
            throw e;
        }
    }

    /** Copies a directory's content into another, which is created where its parent is there; links as links, permissions kept, times not. */
    public static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                makeDirectory(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path copy = to.resolve(from.relativize(file));
                Files.copy(file, copy, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.REPLACE_EXISTING);
                if (!attributes.isSymbolicLink()) {
                    Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
