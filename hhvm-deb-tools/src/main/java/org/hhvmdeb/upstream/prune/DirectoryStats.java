package org.hhvmdeb.upstream.prune;

import java.util.regex.Pattern;

/** Counts what is in a directory of other people's code. */
final class DirectoryStats {

    /** What HHVM has around such code, also where the code itself is fetched while building (4.47 and later). */
    private static final Pattern BUILD_FILE =
            Pattern.compile("(?:.*/)?(?:CMakeLists\\.txt|[^/]*\\.cmake|\\.gitignore)");

    private long files;
    private long bytes;
    private long unread;
    private boolean hasCode;

    void add(String path, long size) {
        files++;
        bytes += size;
        hasCode |= !BUILD_FILE.matcher(path).matches();
    }

    /** Counts a submodule that nobody looked into. */
    void addUnread() {
        unread++;
        hasCode = true;
    }

    long files() {
        return files;
    }

    long bytes() {
        return bytes;
    }

    long unread() {
        return unread;
    }

    boolean isBuildFilesOnly() {
        return !hasCode;
    }
}
