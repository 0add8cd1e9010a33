package org.hhvmdeb.testkit;

import java.util.List;
import org.hhvmdeb.notice.Progress;

/** Keeps the warnings. */
public record WarnedProgress(List<String> warnings) implements Progress {

    @Override
    public Task begin(String what, long total, String unit) {
        return Progress.silent().begin(what, total, unit);
    }

    @Override
    public void note(String message) {}

    @Override
    public void warn(String message) {
        warnings.add(message);
    }
}
