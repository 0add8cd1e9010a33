package org.hhvmdeb.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * What is to be done when the virtual machine is told to end (Ctrl-C, SIGTERM, SIGHUP) in the middle of a piece of work. From
 * that moment on no thread begins such a piece any more, nor gets beyond the end of one: it waits for the end of the virtual
 * machine, so that nobody reports what the hooks break as a failure.
 */
public final class ShutdownHook implements AutoCloseable {

    /** A little more than {@link LocalProcesses} takes to end a program that does not want to. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration LOOK = Duration.ofMillis(10);

    private final Thread thread;

    private ShutdownHook(Thread thread) {
        this.thread = thread;
    }

    /**
     * Has something done, beside what others want to have done, unless this is closed before.
     *
     * @param action must not begin or close one of these itself
     */
    public static ShutdownHook of(String name, Runnable action) {
        Thread thread = new Thread(action, name);
        try {
            Runtime.getRuntime().addShutdownHook(thread);
        } catch (IllegalStateException e) {
            awaitTheEnd();
        }
        return new ShutdownHook(thread);
    }

    /** For an action: waits until the programs that we run have ended, which hooks of their own see to. */
    public static void awaitPrograms() {
        long begin = System.nanoTime();
        while (programsRun() && System.nanoTime() - begin < PATIENCE.toNanos()) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private static boolean programsRun() {
        try {
            return ProcessHandle.current().descendants().anyMatch(ProcessHandle::isAlive);
        } catch (RuntimeException e) {
            // Without /proc nobody can tell.
            return false;
        }
    }

    /** The work is done. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException e) {
            awaitTheEnd();
        }
    }

    private static void awaitTheEnd() {
        while (true) {
            LockSupport.park();
        }
    }
}
