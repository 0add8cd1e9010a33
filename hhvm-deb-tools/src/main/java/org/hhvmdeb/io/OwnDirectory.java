package org.hhvmdeb.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.hhvmdeb.process.ShutdownHook;
import org.jspecify.annotations.Nullable;

/** A directory of ours, which goes when its user is done, or before, when the virtual machine is told to end. */
public final class OwnDirectory implements Closeable {

    private static final int MOST_TRIES = 40;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Making making;
    private final KnownDirectory.Emptying emptying;
    private final ShutdownHook hook;
    private @Nullable KnownDirectory made;
    private boolean gone;

    private OwnDirectory(Making making, KnownDirectory.Emptying emptying) {
        this.making = making;
        this.emptying = emptying;
        this.hook = ShutdownHook.of("remove what is not complete", this::abandon);
    }

    /** How a directory comes into being, each time under another name where there may be several. */
    @FunctionalInterface
    public interface Making {
        /** Makes an empty one. */
        Path make() throws IOException;
    }

    /** Something that is done, or not. */
    @FunctionalInterface
    public interface Step {
        void take() throws IOException;
    }

    public static OwnDirectory of(Making making, KnownDirectory.Emptying emptying) throws IOException {
        OwnDirectory own = new OwnDirectory(making, emptying);
        try {
            own.step(() -> own.made = KnownDirectory.of(making.make()));
            return own;
        } catch (IOException e) {
            own.close();
            throw e;
        }
    }

    public synchronized Path path() throws IOException {
        if (made == null) {
            throw new IOException("interrupted");
        }
        return made.path();
    }

    /** Opens it. */
    public synchronized HeldDirectory hold() throws IOException {
        if (made == null) {
            throw new IOException("interrupted");
        }
        return made.hold();
    }

    /** Takes a step that the removal must not meet half done. */
    public synchronized void step(Step step) throws IOException {
        if (gone) {
            throw new IOException("interrupted");
        }
        step.take();
    }

    @Override
    public void close() throws IOException {
        try {
            remove();
        } finally {
            // Not while others may wait for this object.
            hook.close();
        }
    }

    private synchronized void remove() throws IOException {
        KnownDirectory directory = made;
        if (!gone && directory != null) {
            directory.remove(emptying);
        }
        gone = true;
    }

    private void abandon() {
        ShutdownHook.awaitPrograms();
        synchronized (this) {
            KnownDirectory directory = made;
            if (!gone && directory != null) {
                insist(aside(directory));
            }
            gone = true;
        }
    }

    /** Takes its name from it, so that a thread which still writes there does not write into it while it is removed. */
    private KnownDirectory aside(KnownDirectory directory) {
        try {
            Path empty = making.make();
            try {
                return directory.movedOver(empty);
            } catch (IOException e) {
                Files.delete(empty);
                throw e;
            }
        } catch (IOException e) {
            // There can be only one, or somebody has removed it.
            return directory;
        }
    }

    /** Removes it for good: a thread that still writes there may be faster than the first removal. */
    private void insist(KnownDirectory directory) {
        boolean there = true;
        for (int tries = 0; there && tries < MOST_TRIES; tries++) {
            try {
                directory.remove(emptying);
                LockSupport.parkNanos(PAUSE.toNanos());
                there = Files.exists(directory.path(), LinkOption.NOFOLLOW_LINKS);
            } catch (IOException e) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }
}
