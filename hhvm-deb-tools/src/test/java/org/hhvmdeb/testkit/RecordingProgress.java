package org.hhvmdeb.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.hhvmdeb.notice.Progress;

/** Keeps what a step said. */
public final class RecordingProgress implements Progress {

    private final List<String> said = Collections.synchronizedList(new ArrayList<>());

    public List<String> said() {
        return List.copyOf(said);
    }

    @Override
    public Task begin(String what, long total, String unit) {
        return Progress.silent().begin(what, total, unit);
    }

    @Override
    public void note(String message) {
        said.add("note: " + message);
    }

    @Override
    public void warn(String message) {
        said.add("warning: " + message);
    }
}
