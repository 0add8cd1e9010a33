package org.hhvmdeb.notice;

/**
 * Where a step tells what it is doing. Implementations are thread-safe and never throw.
 *
 * <p>A step opens one {@link Task} for each stretch of work a person may have to wait for, and keeps results out of
 * here: those are return values.
 */
public interface Progress {

    /** The total of a task whose length nobody knows beforehand. */
    long UNKNOWN = -1;

    /**
     * Opens a stretch of work.
     *
     * @param what a short phrase for a person, such as {@code "packing hhvm_3.18.5+dfsg1.orig.tar.xz"}
     * @param total how much there is to do in {@code unit}, or {@link #UNKNOWN}
     * @param unit what is counted: {@code "file"}, {@code "byte"}, {@code "object"}, in the singular
     */
    Task begin(String what, long total, String unit);

    /** A fact a person reading the log afterwards wants to know. */
    void note(String message);

    /** Something the user should change, although the work goes on. */
    void warn(String message);

    /** A stretch of work that is under way. Closing it says that it is over, whatever came of it. */
    interface Task extends AutoCloseable {

        /** Adds to what is done. */
        void advance(long amount);

        @Override
        void close();
    }

    /** Says nothing. */
    static Progress silent() {
        return SilentProgress.INSTANCE;
    }
}
