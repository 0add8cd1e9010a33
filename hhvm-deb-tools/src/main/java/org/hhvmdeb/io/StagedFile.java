package org.hhvmdeb.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file in the making: written beside its target and renamed over it when complete, so that a reader sees the old
 * content or the new and a kill leaves the old. What earlier, killed runs left behind is removed.
 */
public final class StagedFile implements AutoCloseable {

    private final Path target;
    private final Path staged;
    private boolean committed;

    private StagedFile(Path target, Path staged) {
        this.target = target;
        this.staged = staged;
    }

    /** Creates the missing parent directories; the file itself is for the caller to create at {@link #path()}. */
    public static StagedFile beside(Path target) throws IOException {
        Path absolute = target.toAbsolutePath().normalize();
        Files.createDirectories(Siblings.parentOf(absolute));
        Siblings.removeAbandoned(absolute);
        return new StagedFile(absolute, Siblings.fresh(absolute));
    }

    /** Writes a small file in one go; an existing file with this very content is left untouched. */
    public static void write(Path target, byte[] content) throws IOException {
        if (Files.isRegularFile(target)
                && Files.size(target) == content.length
                && java.util.Arrays.equals(Files.readAllBytes(target), content)) {
            return;
        }
        try (StagedFile file = beside(target)) {
            Files.write(file.path(), content);
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
            Files.write(file.path(), content);
            Files.setPosixFilePermissions(file.path(), Files.getPosixFilePermissions(target));
            file.commit();
        }
    }

    /** Where to write. */
    public Path path() {
        return staged;
    }

    /** Forces the content to the disk and renames it to its target. */
    public void commit() throws IOException {
        sync(staged);
        Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        committed = true;
        syncDirectory(Siblings.parentOf(target));
    }

    /** Removes what was written unless it was committed. */
    @Override
    public void close() throws IOException {
        if (!committed) {
            Files.deleteIfExists(staged);
        }
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
