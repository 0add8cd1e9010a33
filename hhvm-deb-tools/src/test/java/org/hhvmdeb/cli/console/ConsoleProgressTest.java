package org.hhvmdeb.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.hhvmdeb.notice.Progress;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final AtomicLong clock = new AtomicLong();

    @Test
    void aLogGetsALineEveryTenSecondsAndNoControlCharacters() {
        Progress progress = new ConsoleProgress(err, false, clock::get);
        try (Progress.Task task = progress.begin("packing", 400, "file")) {
            for (int second = 1; second <= 25; second++) {
                clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
                task.advance(10);
            }
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("packing: 100 of 400 files (25 %)", "packing: 200 of 400 files (50 %)");
    }

    @Test
    void aShortTaskSaysNothingInALog() {
        try (Progress.Task task = new ConsoleProgress(err, false, clock::get).begin("packing", 4, "file")) {
            task.advance(4);
        }
        assertThat(bytes.size()).isZero();
    }

    @Test
    void aTerminalHasOneLineRedrawnAtMostTenTimesASecond() {
        try (Progress.Task task =
                new ConsoleProgress(err, true, clock::get).begin("fetching", Progress.UNKNOWN, "object")) {
            for (int i = 0; i < 1000; i++) {
                clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
                task.advance(1);
            }
        }
        String shown = bytes.toString(StandardCharsets.UTF_8);
        assertThat(shown).doesNotContain("\n").endsWith("\r\033[K");
        assertThat(shown.split("fetching", -1)).hasSize(11);
    }
}
