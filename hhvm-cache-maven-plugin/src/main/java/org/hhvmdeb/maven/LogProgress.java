package org.hhvmdeb.maven;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.maven.plugin.logging.Log;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.Progress;

/** Progress in Maven's log: a task that lasts says where it stands every ten seconds, a short one says nothing. */
final class LogProgress implements Progress {

    private static final long INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();

    private final Log log;
    private final LongSupplier nanoClock;

    LogProgress(Log log, LongSupplier nanoClock) {
        this.log = log;
        this.nanoClock = nanoClock;
    }

    @Override
    public Task begin(String what, long total, String unit) {
        log.debug(what);
        return new LoggedTask(what, total, unit);
    }

    @Override
    public void note(String message) {
        message.lines().forEach(log::info);
    }

    @Override
    public void warn(String message) {
        message.lines().forEach(log::warn);
    }

    private final class LoggedTask implements Task {

        private final String what;
        private final long total;
        private final String unit;
        private long done;
        private long saidAt = nanoClock.getAsLong();

        LoggedTask(String what, long total, String unit) {
            this.what = what;
            this.total = total;
            this.unit = unit;
        }

        @Override
        public synchronized void advance(long amount) {
            done += amount;
            long now = nanoClock.getAsLong();
            if (now - saidAt >= INTERVAL_NANOS) {
                saidAt = now;
                log.info(what + ": " + HumanUnits.done(done, total, unit));
            }
        }

        @Override
        public void close() {}
    }
}
