package org.hhvmdeb.patch.tree;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** A tree in a directory. */
public final class DirectoryTree implements SourceTree {

    private final Path root;

    public DirectoryTree(Path root) {
        this.root = root;
    }

    @Override
    public Optional<TreeEntry> find(String path) throws IOException {
        try {
            Path file = path.isEmpty() ? root.toRealPath() : DiskPath.of(root, path);
            return Optional.of(
                    entry(file, Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS)));
        } catch (NoSuchFileException | InvalidPathException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            // What the JDK has no exception of its own for: a file where a directory would have to be.
            if (String.valueOf(e.getReason()).startsWith("Not a directory")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static TreeEntry entry(Path file, PosixFileAttributes attributes) throws IOException {
        if (attributes.isRegularFile()) {
            return TreeEntry.file(mode(attributes), attributes.size(), file);
        }
        if (attributes.isSymbolicLink()) {
            return TreeEntry.link(DiskPath.text(Files.readSymbolicLink(file)));
        }
        return attributes.isDirectory() ? TreeEntry.directory(mode(attributes)) : TreeEntry.other();
    }

    private static int mode(PosixFileAttributes attributes) {
        return attributes.permissions().stream().mapToInt(DirectoryTree::bit).sum();
    }

    private static int bit(PosixFilePermission permission) {
        return switch (permission) {
            case OWNER_READ -> 0400;
            case OWNER_WRITE -> 0200;
            case OWNER_EXECUTE -> 0100;
            case GROUP_READ -> 040;
            case GROUP_WRITE -> 020;
            case GROUP_EXECUTE -> 010;
            case OTHERS_READ -> 04;
            case OTHERS_WRITE -> 02;
            case OTHERS_EXECUTE -> 01;
        };
    }

    @Override
    public SortedSet<String> list(String directory) throws IOException {
        SortedSet<String> names = new TreeSet<>();
        Path path = DiskPath.of(root, directory);
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && !directory.isEmpty()) {
            return names;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            entries.forEach(e -> names.add(DiskPath.name(e)));
        }
        return names;
    }
}
