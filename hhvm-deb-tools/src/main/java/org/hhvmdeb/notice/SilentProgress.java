package org.hhvmdeb.notice;

enum SilentProgress implements Progress, Progress.Task {
    INSTANCE;

    @Override
    public Task begin(String what, long total, String unit) {
        return this;
    }

    @Override
    public void note(String message) {}

    @Override
    public void warn(String message) {}

    @Override
    public void advance(long amount) {}

    @Override
    public void close() {}
}
