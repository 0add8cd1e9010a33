package org.hhvmdeb.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.hhvmdeb.notice.InputException;

/**
 * Files below one directory that change together. Their new content is gathered in a directory beside them with a list of
 * what goes where; the list's appearance is the moment of change. Whoever is killed before it has changed nothing, and
 * what was to be done after it is done by the next {@link #recover}.
 */
public final class FileBatch {

    /** dpkg-source leaves out names that begin so, in the packaging and in the upstream tree. */
    private static final String DIRECTORY = ",,hhvm-deb-batch";

    private static final String LIST = "list";
    private static final String PUT = "put ";
    private static final String REMOVE = "remove ";

    private final Path root;
    private final NavigableMap<String, byte[]> contents = new TreeMap<>();
    private final List<String> removals = new ArrayList<>();

    private FileBatch(Path root) {
        this.root = root;
    }

    /**
     * Begins a batch, after finishing or discarding what a killed one left.
     *
     * @param root the directory that all the files are below
     * @throws InputException when what was left is none of ours
     */
    public static FileBatch in(Path root) throws IOException, InputException {
        recover(root);
        return new FileBatch(root);
    }

    /** Finishes a batch that was killed after its moment of change, discards one that was killed before. */
    public static void recover(Path root) throws IOException, InputException {
        Path directory = root.resolve(DIRECTORY);
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (Files.isRegularFile(directory.resolve(LIST), LinkOption.NOFOLLOW_LINKS)) {
            carryOut(root, directory);
        }
        FileTree.delete(directory);
    }

    /** Writes a file; its mode stays, its missing directories are created. */
    public FileBatch put(RelativePath file, byte[] content) {
        contents.put(file.text(), content);
        return this;
    }

    /** Removes a file, if it is there. */
    public FileBatch remove(RelativePath file) {
        removals.add(file.text());
        return this;
    }

    /** Changes all of them. */
    public void commit() throws IOException, InputException {
        if (contents.isEmpty() && removals.isEmpty()) {
            return;
        }
        Path directory = Files.createDirectory(root.resolve(DIRECTORY));
        try {
            StringBuilder list = new StringBuilder();
            int n = 0;
            for (var file : contents.entrySet()) {
                Path staged = directory.resolve(String.valueOf(n++));
                StagedFile.write(staged, file.getValue());
                keepMode(root.resolve(file.getKey()), staged);
                list.append(PUT).append(file.getKey()).append('\n');
            }
            removals.forEach(r -> list.append(REMOVE).append(r).append('\n'));
            StagedFile.write(directory.resolve(LIST), list.toString());
        } catch (IOException e) {
            FileTree.delete(directory);
            throw e;
        }
        carryOut(root, directory);
        FileTree.delete(directory);
    }

    private static void keepMode(Path target, Path staged) throws IOException {
        if (Files.isRegularFile(target)) {
            Files.setPosixFilePermissions(staged, Files.getPosixFilePermissions(target));
        }
    }

    private static void carryOut(Path root, Path directory) throws IOException, InputException {
        Path list = directory.resolve(LIST);
        int n = 0;
        for (String line : Files.readString(list, StandardCharsets.UTF_8).split("\n", -1)) {
            if (line.startsWith(PUT)) {
                put(directory.resolve(String.valueOf(n++)), target(root, line.substring(PUT.length()), list));
            } else if (line.startsWith(REMOVE)) {
                Files.deleteIfExists(target(root, line.substring(REMOVE.length()), list));
            }
        }
        StagedFile.syncDirectory(root);
    }

    private static void put(Path staged, Path target) throws IOException {
        // What is no longer there has been moved before the kill.
        if (Files.isRegularFile(staged, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    // The list may have come with somebody's package: it must not lead out of the directory, through no link either.
    private static Path target(Path root, String name, Path list) throws IOException, InputException {
        Path target = RelativePath.parse(name, list.toString()).under(root);
        Path parent = Files.createDirectories(Siblings.parentOf(target.toAbsolutePath()));
        if (!parent.toRealPath().startsWith(root.toRealPath())) {
            throw new InputException(
                    list + " names " + name + ", which leads out of " + root + " through a symbolic link; refused");
        }
        return target;
    }
}
