package org.hhvmdeb.patch.tree;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
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
            return Optional.of(entry(file, Files.readAttributes(file, "unix:mode,size", LinkOption.NOFOLLOW_LINKS)));
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

    private static TreeEntry entry(Path file, Map<String, Object> attributes) throws IOException {
        int mode = (Integer) Objects.requireNonNull(attributes.get("mode"));
        long size = (Long) Objects.requireNonNull(attributes.get("size"));
        return switch (mode & FileType.TYPE_BITS) {
            case FileType.REGULAR -> TreeEntry.file(mode, size, file);
            case FileType.LINK -> TreeEntry.link(DiskPath.text(Files.readSymbolicLink(file)));
            case FileType.DIRECTORY -> TreeEntry.directory(mode);
            default -> TreeEntry.other();
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
