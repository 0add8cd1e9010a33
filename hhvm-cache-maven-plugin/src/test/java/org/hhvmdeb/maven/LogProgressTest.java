package org.hhvmdeb.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.hhvmdeb.notice.Progress;
import org.junit.jupiter.api.Test;

class LogProgressTest {

    // As System.nanoTime may: negative, and past zero while it runs.
    private final AtomicLong clock = new AtomicLong(-Duration.ofSeconds(12).toNanos());
    private final RecordingLog recorded = new RecordingLog();
    private final Progress progress = new LogProgress(recorded.log(), clock::get);

    @Test
    void aShortTaskIsForDebuggingOnly() {
        try (Progress.Task task = progress.begin("packing", 10, "file")) {
            seconds(9);
            task.advance(10);
        }
        assertThat(recorded.lines()).containsExactly("debug: packing");
    }

    @Test
    void aLongOneSaysWhereItStandsEveryTenSeconds() {
        try (Progress.Task task = progress.begin("packing", 10, "file")) {
            for (int i = 0; i < 10; i++) {
                seconds(4);
                task.advance(1);
            }
        }
        assertThat(recorded.lines())
                .containsExactly(
                        "debug: packing",
                        "info: packing: 3 of 10 files (30 %)",
                        "info: packing: 6 of 10 files (60 %)",
                        "info: packing: 9 of 10 files (90 %)");
    }

    @Test
    void aTotalThatNobodyKnowsIsNotTold() {
        try (Progress.Task task = progress.begin("fetching", Progress.UNKNOWN, "object")) {
            seconds(10);
            task.advance(5);
        }
        assertThat(recorded.lines()).contains("info: fetching: 5 objects");
    }

    @Test
    void notesAndWarningsKeepTheirLines() {
        progress.note("one\ntwo");
        progress.warn("three\nfour");
        assertThat(recorded.lines()).containsExactly("info: one", "info: two", "warn: three", "warn: four");
    }

    private void seconds(long seconds) {
        clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
