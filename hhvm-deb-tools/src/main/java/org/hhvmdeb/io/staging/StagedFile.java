package org.hhvmdeb.io.staging;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Objects;
import java.util.Set;
import org.hhvmdeb.io.HeldDirectory;

/**
 * A file in the making: written aside and put in its place when complete, so that a reader sees the old content or the
 * new and a kill leaves the old. What earlier, killed runs left behind is removed.
 */
public final class StagedFile implements Closeable {

    private final Closeable area;
    private final HeldDirectory place;
    private final Path staged;
    private final Landing landing;

    /** What becomes of a complete file. */
    @FunctionalInterface
    public interface Landing {

        /** Moves or copies it. */
        void take(Path complete) throws IOException;
    }

    private StagedFile(Closeable area, HeldDirectory place, Path name, Landing landing) {
        this.area = area;
        this.place = place;
        this.staged = place.path().resolve(name);
        this.landing = landing;
    }

    /**
     * A file of our own, which is renamed over its target; where a user named the target, {@code OutputFile} stages it.
     * Creates the missing parent directories; the file itself is for the caller to create at {@link #path()}.
     */
    public static StagedFile beside(Path target) throws IOException {
        Path absolute = target.toAbsolutePath().normalize();
        return in(StagingArea.in(Files.createDirectories(parentOf(absolute))), absolute);
    }

    /**
     * The same where no other run may be at work on the target.
     *
     * @throws FileSystemException when another run is
     */
    public static StagedFile claiming(Path target) throws IOException {
        Path absolute = target.toAbsolutePath().normalize();
        Files.createDirectories(parentOf(absolute));
        return in(StagingArea.claiming(absolute), absolute);
    }

    private static StagedFile in(StagingArea area, Path absolute) throws IOException {
        try {
            return new StagedFile(
                    area,
                    area.hold(),
                    Objects.requireNonNull(absolute.getFileName()),
                    complete -> replace(area, complete, absolute));
        } catch (IOException e) {
            area.close();
            throw e;
        }
    }

    /** Removes what killed runs left in a directory, where nothing is to be written any more that would do so. */
    public static void finishAbandoned(Path directory) throws IOException {
        StagingArea.finishAbandoned(directory);
    }

    /** A file that is made in the directory for temporary files, as it cannot be renamed to where it goes. */
    public static StagedFile elsewhere(Landing landing) throws IOException {
        WorkDirectory work = WorkDirectory.create();
        try {
            return new StagedFile(work, HeldDirectory.open(work.path()), Path.of("output"), landing);
        } catch (IOException e) {
            work.close();
            throw e;
        }
    }

    /** Writes a small file in one go; an existing file with this very content is left untouched. */
    public static void write(Path target, byte[] content) throws IOException {
        if (Files.isRegularFile(target)
                && Files.size(target) == content.length
                && java.util.Arrays.equals(Files.readAllBytes(target), content)) {
            return;
        }
        try (StagedFile file = beside(target)) {
            file.write(content);
            file.commit();
        }
    }

    /** Writes UTF-8. */
    public static void write(Path target, String content) throws IOException {
        write(target, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes other content into an existing file, which keeps its permissions. */
    public static void rewrite(Path target, byte[] content) throws IOException {
        try (StagedFile file = beside(target)) {
            file.write(content);
            file.setPermissions(Files.getPosixFilePermissions(target));
            file.commit();
        }
    }

    /** Where to write. */
    public Path path() {
        return staged;
    }

    /** Writes all of it, where nothing is there yet. No link that somebody puts there is followed. */
    private void write(byte[] content) throws IOException {
        place.write(name(), content);
    }

    /** Gives it permissions, and nothing behind a link that somebody put in its place. */
    public void setPermissions(Set<PosixFilePermission> permissions) throws IOException {
        place.setPermissions(name(), permissions);
    }

    private Path name() {
        return Objects.requireNonNull(staged.getFileName());
    }

    /** Forces the content to the disk and puts it in the place of its target. */
    public void commit() throws IOException {
        landing.take(staged);
    }

    /** Removes what was written unless it was committed. */
    @Override
    public void close() throws IOException {
        try (area) {
            place.close();
        }
    }

    /** The directory that a file is in; a bare name is in the directory where we run. */
    public static Path parentOf(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IOException(file + " cannot be written: it is the root of the file system");
        }
        return parent;
    }

    private static void replace(StagingArea area, Path complete, Path target) throws IOException {
        sync(complete);
        area.complete(() ->
                Files.move(complete, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
        syncDirectory(parentOf(target));
    }

    /** Through a channel that reads, as the file may already have the mode of one that nobody may write. */
    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
