package org.hhvmdeb.patch.stage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.hhvmdeb.notice.ExternalException;
import org.jspecify.annotations.Nullable;

/** Keeps a second run out of the tree. The system gives the lock back when the process ends, however it ends. */
final class TreeLock implements AutoCloseable {

    private static final int MOST_TRIES = 100;

    private final Path file;
    private final FileChannel channel;

    private TreeLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock of a stage, which is created.
     *
     * @throws ExternalException when another run has it
     */
    static TreeLock take(Path stage) throws IOException, ExternalException {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            TreeLock lock = tryToTake(stage);
            if (lock != null) {
                return lock;
            }
        }
        throw busy(stage);
    }

    // The run before us deletes its lock file at its end. If that happens between our opening and locking it, we hold a
    // file that nobody else sees: that is found out by what stands in the visible one.
    private static @Nullable TreeLock tryToTake(Path stage) throws IOException, ExternalException {
        Path file = stage.resolve("lock");
        FileChannel channel;
        try {
            Files.createDirectories(stage);
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            return null;
        }
        boolean ours = false;
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw busy(stage);
            }
            byte[] token = (ProcessHandle.current().pid() + " " + System.nanoTime() + "\n")
                    .getBytes(StandardCharsets.US_ASCII);
            channel.truncate(0).write(ByteBuffer.wrap(token));
            ours = Arrays.equals(token, Files.readAllBytes(file));
            return ours ? new TreeLock(file, channel) : null;
        } catch (NoSuchFileException e) {
            return null;
        } catch (OverlappingFileLockException e) {
            throw busy(stage);
        } finally {
            if (!ours) {
                channel.close();
            }
        }
    }

    private static ExternalException busy(Path stage) {
        return new ExternalException("another run is changing this source tree right now (it holds "
                + stage.resolve("lock") + "); wait for it to end and run again");
    }

    /** Deletes the lock file; the lock is held until {@link #close()}. */
    void forget() throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
