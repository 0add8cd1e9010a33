package org.hhvmdeb.upstream.fetch;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.hhvmdeb.notice.HumanUnits;
import org.jspecify.annotations.Nullable;

/**
 * Counts what one connection brings and how long we wait for it, and breaks it off when a limit of the run is reached. Only
 * the time inside a read counts as waiting: JGit may work as long as it likes on what it has.
 */
final class Watch implements AutoCloseable {

    private static final long TICK_MILLIS = 1000;
    private static final long MINUTE_MILLIS = 60_000;

    private final Fetching run;
    private final FetchLimits limits;
    private final long began = System.nanoTime();
    private final AtomicReference<@Nullable FetchBroken> breach = new AtomicReference<>();
    private final Set<Runnable> breakers = ConcurrentHashMap.newKeySet();
    private final Thread clock;
    private boolean waiting;
    private long waitingSince;
    private long waitedNanos;
    private long came;
    private long least;

    Watch(Fetching run) {
        this.run = run;
        this.limits = run.settings().limits();
        this.clock = inBackground("fetch-limits", this::watch);
    }

    FetchLimits limits() {
        return limits;
    }

    /** What ends the connection at once, in a thread of its own: to close it may be to wait for who reads from it. */
    void onBreach(Runnable breaker) {
        breakers.add(breaker);
        if (breach.get() != null) {
            inBackground("fetch-break", breaker);
        }
    }

    static Thread inBackground(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    Optional<FetchBroken> breach() {
        return Optional.ofNullable(breach.get());
    }

    void check() throws FetchBroken {
        FetchBroken broken = breach.get();
        if (broken != null) {
            throw broken;
        }
    }

    /**
     * Begins to wait for the server.
     *
     * @param least the bytes that have to come in a minute
     */
    synchronized void waitFor(long least) throws FetchBroken {
        check();
        this.least = Math.max(1, least * limits.lowSpeedTime().toMillis() / MINUTE_MILLIS);
        waiting = true;
        waitingSince = System.nanoTime();
    }

    /** Has waited. */
    synchronized void came(long bytes) throws FetchBroken {
        waiting = false;
        waitedNanos += System.nanoTime() - waitingSince;
        came += bytes;
        if (waitedNanos >= limits.lowSpeedTime().toNanos()) {
            judgeSpeed();
            waitedNanos = 0;
            came = 0;
        }
        count(bytes);
        check();
    }

    /** The server has begun to answer; how long it thought is not held against how fast it sends. */
    synchronized void answered() throws FetchBroken {
        waiting = false;
        waitedNanos = 0;
        came = 0;
        check();
    }

    /** Counts what a server made us unpack. */
    void count(long bytes) throws FetchBroken {
        if (run.received().addAndGet(bytes) > limits.download()) {
            throw broken(
                    "the server sent more than " + HumanUnits.bytes(limits.download()),
                    "--max-download",
                    "maxDownload");
        }
    }

    FetchBroken objectTooLarge() {
        return broken(
                "the server sent an object of more than " + HumanUnits.bytes(limits.objectSize()),
                "--max-object-size",
                "maxObjectSize");
    }

    FetchBroken tooManyObjects(long announced) {
        return broken(
                "the server announced a pack of " + HumanUnits.count(announced, "object") + ", more than "
                        + limits.objects(),
                "--max-objects",
                "maxObjects");
    }

    FetchBroken tooManyReferences() {
        return broken(
                "the server listed more than " + HumanUnits.count(limits.references(), "reference")
                        + ", or used more than " + HumanUnits.bytes(limits.referenceBytes()) + " for it",
                "--max-refs",
                "maxRefs");
    }

    /** What no option raises. */
    FetchBroken refused(String what) {
        return broken(new FetchBroken(what));
    }

    private FetchBroken broken(String what, String option, String parameter) {
        return broken(new FetchBroken(what + "; if it is to be trusted, raise that with " + option
                + " (in Maven -Dhhvm.cache." + parameter + ")"));
    }

    /** The first breach is the one that is told. */
    private FetchBroken broken(FetchBroken broken) {
        if (breach.compareAndSet(null, broken)) {
            breakers.forEach(b -> inBackground("fetch-break", b));
            return broken;
        }
        return breach().orElse(broken);
    }

    private void judgeSpeed() {
        if (came < least) {
            broken(
                    "the server sent only " + HumanUnits.bytes(came) + " in " + shown(limits.lowSpeedTime()),
                    "--low-speed-time",
                    "lowSpeedTime");
        }
    }

    private void watch() {
        long tick = Math.max(10, Math.min(TICK_MILLIS, limits.lowSpeedTime().toMillis() / 4));
        try {
            while (breach.get() == null) {
                Thread.sleep(tick);
                look();
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private synchronized void look() {
        long now = System.nanoTime();
        if (now - began > run.leftNanos()) {
            broken(
                    "fetching took longer than " + shown(limits.timeout()) + " in all",
                    "--fetch-timeout",
                    "fetchTimeout");
        } else if (waiting
                && waitedNanos + now - waitingSince >= limits.lowSpeedTime().toNanos()) {
            judgeSpeed();
        }
    }

    private static String shown(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    @Override
    public void close() {
        clock.interrupt();
        run.spent(System.nanoTime() - began);
    }
}
