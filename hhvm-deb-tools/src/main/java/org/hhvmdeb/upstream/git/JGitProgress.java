package org.hhvmdeb.upstream.git;

import java.util.Locale;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.hhvmdeb.notice.Progress;
import org.jspecify.annotations.Nullable;

/** Hands on what JGit says about its work. */
final class JGitProgress implements ProgressMonitor {

    private final Progress progress;
    private final String what;
    private Progress.@Nullable Task task;
    private boolean begun;

    JGitProgress(Progress progress, String what) {
        this.progress = progress;
        this.what = what;
    }

    /** Whether the other side has begun to give out what it was asked for. */
    boolean hasBegun() {
        return begun;
    }

    @Override
    public void start(int totalTasks) {}

    @Override
    public void beginTask(String title, int totalWork) {
        endTask();
        begun = true;
        long total = totalWork == ProgressMonitor.UNKNOWN ? Progress.UNKNOWN : totalWork;
        task = progress.begin(what + ": " + title.toLowerCase(Locale.ROOT), total, "object");
    }

    @Override
    public void update(int completed) {
        if (task != null) {
            task.advance(completed);
        }
    }

    @Override
    public void endTask() {
        if (task != null) {
            task.close();
            task = null;
        }
    }

    @Override
    public boolean isCancelled() {
        return Thread.currentThread().isInterrupted();
    }

    @Override
    public void showDuration(boolean enabled) {}
}
