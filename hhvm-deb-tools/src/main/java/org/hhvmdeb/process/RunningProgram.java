package org.hhvmdeb.process;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hhvmdeb.notice.ExternalException;
import org.jspecify.annotations.Nullable;

/** A program that is stopped, and its children with it, when we are done with it or are told to end. */
final class RunningProgram implements AutoCloseable {

    private static final long PATIENCE_MILLISECONDS = 2000;

    private final ShutdownHook hook;
    private @Nullable Process process;
    private boolean stopped;

    RunningProgram(String name) {
        this.hook = ShutdownHook.of("stop " + name, this::stop);
    }

    /** Starts a program. */
    interface Start {
        Process process() throws ExternalException;
    }

    synchronized Process start(Start start) throws ExternalException {
        if (stopped) {
            throw new ExternalException("interrupted");
        }
        Process started = start.process();
        process = started;
        return started;
    }

    /** A child may be born while we look: the first signal is one that timeout(1) passes on to the whole group. */
    synchronized void stop() {
        stopped = true;
        Process running = process;
        if (running == null || !running.isAlive()) {
            return;
        }
        List<ProcessHandle> children = running.descendants().toList();
        running.destroy();
        children.forEach(ProcessHandle::destroyForcibly);
        try {
            if (!running.waitFor(PATIENCE_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                children = running.descendants().toList();
                running.destroyForcibly();
                children.forEach(ProcessHandle::destroyForcibly);
                running.waitFor(PATIENCE_MILLISECONDS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
        hook.close();
    }
}
