package org.hhvmdeb.io.staging;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A directory in the making: filled beside its target and put in its place when complete. A directory cannot be renamed
 * over a full one, so the old one is moved aside first; if we die between the two renames, the next run that writes beside
 * it puts the old one back.
 */
public final class StagedDirectory implements AutoCloseable {

    private final Path target;
    private final StagingArea area;
    private final Path staged;

    private StagedDirectory(Path target, StagingArea area, Path staged) {
        this.target = target;
        this.area = area;
        this.staged = staged;
    }

    /** Creates the empty directory at {@link #path()} and the missing parents of the target. */
    public static StagedDirectory beside(Path target) throws IOException {
        return of(target, absolute -> StagingArea.in(StagedFile.parentOf(absolute)));
    }

    /**
     * The same where no other run may be at work on the target.
     *
     * @throws FileSystemException when another run is
     */
    public static StagedDirectory claiming(Path target) throws IOException {
        return of(target, StagingArea::claiming);
    }

    private interface Staging {
        StagingArea of(Path target) throws IOException;
    }

    private static StagedDirectory of(Path target, Staging staging) throws IOException {
        Path absolute = place(target.toAbsolutePath().normalize());
        Files.createDirectories(StagedFile.parentOf(absolute));
        StagingArea area = staging.of(absolute);
        try {
            Path staged = Files.createDirectory(area.fresh().resolve(absolute.getFileName()));
            return new StagedDirectory(absolute, area, staged);
        } catch (IOException e) {
            area.close();
            throw e;
        }
    }

    /** Behind a link to a directory it is the directory that is replaced, as others know it by its own name. */
    private static Path place(Path absolute) throws IOException {
        return Files.isSymbolicLink(absolute) && Files.isDirectory(absolute) ? absolute.toRealPath() : absolute;
    }

    /** Where to write. */
    public Path path() {
        return staged;
    }

    /** Puts the directory in the place of its target, which is a directory or nothing. */
    public void commit() throws IOException {
        area.complete(this::replace);
        StagedFile.syncDirectory(StagedFile.parentOf(target));
    }

    private void replace() throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                throw new NotDirectoryException(target.toString());
            }
            Path old = Files.createDirectory(area.old()).resolve(target.getFileName());
            Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
            try {
                Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
                throw e;
            }
        } else {
            Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Removes what was written unless it was committed, and what it replaced. */
    @Override
    public void close() throws IOException {
        area.close();
    }

    /** Puts back, or removes, what a killed run has left beside a target. */
    public static void recover(Path target) throws IOException {
        Path parent = StagedFile.parentOf(place(target.toAbsolutePath().normalize()));
        if (Files.isDirectory(parent)) {
            StagingArea.finishAbandoned(parent);
        }
    }

    /** Removes a directory so that a kill leaves all of it or nothing. */
    public static void discard(Path target) throws IOException {
        Path absolute = target.toAbsolutePath().normalize();
        if (Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
            try (StagingArea area = StagingArea.in(StagedFile.parentOf(absolute))) {
                Path aside = area.fresh().resolve(absolute.getFileName());
                area.complete(() -> Files.move(absolute, aside, StandardCopyOption.ATOMIC_MOVE));
            }
        }
    }
}
