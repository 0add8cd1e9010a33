package org.hhvmdeb.io.output;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;

/**
 * The files that a directory reaches by links, and by links in directories that it links to. Links of a stranger may lead
 * anywhere, so what is looked up has bounds: for files beyond them it tells that they are not reached.
 */
final class LinkedFiles extends SimpleFileVisitor<Path> {

    private static final int DEEPEST = 12;
    private static final int MOST = 20_000;

    private final Queue<Path> waiting = new ArrayDeque<>();
    private final Set<Path> known = new HashSet<>();
    private Path target = Path.of("");
    private int files;
    private boolean found;

    LinkedFiles(Path directory) {
        add(directory);
    }

    /**
     * Whether a file is among them.
     *
     * @param wanted its own name, free of links; a report of an earlier run counts only where a link names it
     */
    boolean reach(Path wanted) throws IOException {
        target = wanted;
        while (!found && !waiting.isEmpty()) {
            Files.walkFileTree(waiting.remove(), Set.of(), DEEPEST, this);
        }
        return found;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        files++;
        found = InputPlaces.isSame(target, file);
        if (!found && attributes.isSymbolicLink() && Files.isDirectory(file)) {
            Path linked = file.toRealPath();
            found = target.startsWith(linked) && !EarlierResult.is(target);
            add(linked);
        }
        return found || files > MOST ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }

    private void add(Path directory) {
        if (files <= MOST && known.add(directory)) {
            waiting.add(directory);
        }
    }

    /** A directory that we may not look into is none that the command reads. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
        return FileVisitResult.CONTINUE;
    }
}
