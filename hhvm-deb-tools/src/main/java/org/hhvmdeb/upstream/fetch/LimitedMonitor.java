package org.hhvmdeb.upstream.fetch;

import java.io.UncheckedIOException;
import org.eclipse.jgit.lib.ProgressMonitor;

/**
 * What JGit reports to while it works on what it has received; that may take longer than to receive it.
 *
 * @param monitor is told of all
 * @param watch whose breach ends the work
 */
record LimitedMonitor(ProgressMonitor monitor, Watch watch) implements ProgressMonitor {

    private void requireNoBreach() {
        watch.breach().ifPresent(b -> {
            throw new UncheckedIOException(b);
        });
    }

    @Override
    public void start(int totalTasks) {
        monitor.start(totalTasks);
    }

    @Override
    public void beginTask(String title, int totalWork) {
        requireNoBreach();
        monitor.beginTask(title, totalWork);
    }

    @Override
    public void update(int completed) {
        requireNoBreach();
        monitor.update(completed);
    }

    @Override
    public void endTask() {
        monitor.endTask();
    }

    @Override
    public boolean isCancelled() {
        return monitor.isCancelled() || watch.breach().isPresent();
    }

    @Override
    public void showDuration(boolean enabled) {
        monitor.showDuration(enabled);
    }
}
