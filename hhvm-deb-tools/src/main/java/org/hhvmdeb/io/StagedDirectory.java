package org.hhvmdeb.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A directory in the making: filled beside its target and put in its place when complete. A directory cannot be renamed
 * over a full one, so the old one is moved aside first; if we die between the two renames, the next
 * {@link #beside(Path)} puts the old one back.
 */
public final class StagedDirectory implements AutoCloseable {

    private final Path target;
    private final Path staged;
    private boolean committed;

    private StagedDirectory(Path target, Path staged) {
        this.target = target;
        this.staged = staged;
    }

    /** Creates the empty directory at {@link #path()} and the missing parents of the target. */
    public static StagedDirectory beside(Path target) throws IOException {
        Path absolute = place(target.toAbsolutePath().normalize());
        Files.createDirectories(Siblings.parentOf(absolute));
        recover(absolute);
        return new StagedDirectory(absolute, Files.createDirectory(Siblings.fresh(absolute)));
    }

    /** Behind a link to a directory it is the directory that is replaced, as others know it by its own name. */
    private static Path place(Path absolute) throws IOException {
        return Files.isSymbolicLink(absolute) && Files.isDirectory(absolute) ? absolute.toRealPath() : absolute;
    }

    /** Where to write. */
    public Path path() {
        return staged;
    }

    /** Puts the directory in the place of its target. */
    public void commit() throws IOException {
        Path old = Siblings.old(target);
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
        committed = true;
        StagedFile.syncDirectory(Siblings.parentOf(target));
        FileTree.delete(old);
    }

    /** Removes what was written unless it was committed. */
    @Override
    public void close() throws IOException {
        if (!committed) {
            FileTree.delete(staged);
        }
    }

    /** Puts back, or removes, what a killed run has left beside a target. */
    public static void recover(Path target) throws IOException {
        Path absolute = place(target.toAbsolutePath().normalize());
        if (Files.isDirectory(Siblings.parentOf(absolute))) {
            putBack(absolute);
            Siblings.removeAbandoned(absolute);
        }
    }

    /** Removes a directory so that a kill leaves all of it or nothing. */
    public static void discard(Path target) throws IOException {
        Path absolute = target.toAbsolutePath().normalize();
        if (Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
            Path part = Siblings.fresh(absolute);
            Files.move(absolute, part, StandardCopyOption.ATOMIC_MOVE);
            FileTree.delete(part);
        }
    }

    private static void putBack(Path target) throws IOException {
        Path old = Siblings.old(target);
        if (!Files.exists(old, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            FileTree.delete(old);
        } else {
            Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
