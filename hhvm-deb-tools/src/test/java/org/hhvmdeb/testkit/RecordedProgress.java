package org.hhvmdeb.testkit;

import java.util.List;
import org.hhvmdeb.notice.Progress;

/** Keeps what a task is called, its steps and the warnings. */
public record RecordedProgress(List<String> seen) implements Progress, Progress.Task {

    @Override
    public Task begin(String what, long total, String unit) {
        seen.add(what);
        return this;
    }

    @Override
    public void note(String message) {}

    @Override
    public void warn(String message) {
        seen.add("warning: " + message);
    }

    @Override
    public void advance(long amount) {
        seen.add("seconds +" + amount);
    }

    @Override
    public void close() {}
}
