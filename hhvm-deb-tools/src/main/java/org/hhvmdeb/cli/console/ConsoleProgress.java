package org.hhvmdeb.cli.console;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.notice.ShownText;

/**
 * Progress on standard error. On a terminal one line is redrawn, at the most ten times a second; elsewhere (a pipe, a CI
 * log) a task that lasts says where it stands every ten seconds and a short one says nothing.
 */
public final class ConsoleProgress implements Progress {

    private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();
    private static final long LINE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final String ERASE_LINE = "\r\033[K";

    private final PrintStream err;
    private final boolean terminal;
    private final LongSupplier nanoClock;

    public ConsoleProgress(PrintStream err, boolean terminal, LongSupplier nanoClock) {
        this.err = err;
        this.terminal = terminal;
        this.nanoClock = nanoClock;
    }

    @Override
    public Task begin(String what, long total, String unit) {
        return new ShownTask(what, total, unit);
    }

    @Override
    public void note(String message) {
        print(message);
    }

    @Override
    public void warn(String message) {
        print("hhvm-deb: warning: " + message);
    }

    private synchronized void print(String line) {
        String shown = ShownText.of(line);
        err.println(terminal ? ERASE_LINE + shown : shown);
        err.flush();
    }

    private synchronized void redraw(String text) {
        err.print(ERASE_LINE + ShownText.of(text).replace('\n', ' '));
        err.flush();
    }

    private final class ShownTask implements Task {

        private final String what;
        private final long total;
        private final String unit;
        private long done;
        private long shownAt = nanoClock.getAsLong();

        ShownTask(String what, long total, String unit) {
            this.what = what;
            this.total = total;
            this.unit = unit;
        }

        @Override
        public synchronized void advance(long amount) {
            done += amount;
            long now = nanoClock.getAsLong();
            if (now - shownAt < (terminal ? REDRAW_NANOS : LINE_NANOS)) {
                return;
            }
            shownAt = now;
            if (terminal) {
                redraw(state());
            } else {
                print(state());
            }
        }

        @Override
        public void close() {
            if (terminal) {
                redraw("");
            }
        }

        private String state() {
            return what + ": " + HumanUnits.done(done, total, unit);
        }
    }
}
