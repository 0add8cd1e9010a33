package org.hhvmdeb.notice;

import java.util.List;

/**
 * Keeps what it is told.
 *
 * @param said notes and warnings
 */
public record SaidProgress(List<String> said) implements Progress {

    @Override
    public Task begin(String what, long total, String unit) {
        return Progress.silent().begin(what, total, unit);
    }

    @Override
    public void note(String message) {
        said.add(message);
    }

    @Override
    public void warn(String message) {
        said.add(message);
    }
}
