package org.hhvmdeb.upstream;

import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;

/**
 * A file or link of the upstream tree.
 *
 * @param path from the top of the whole tree
 * @param content what git calls it
 * @param tree where the content can be read
 */
record TreeEntry(GitPath path, Kind kind, ObjectId content, GitTree tree) implements Comparable<TreeEntry> {

    /** What git can store. */
    enum Kind {
        FILE,
        EXECUTABLE,
        LINK;

        static Kind of(FileMode mode) {
            if (mode.equals(FileMode.TYPE_SYMLINK)) {
                return LINK;
            }
            return mode == FileMode.EXECUTABLE_FILE ? EXECUTABLE : FILE;
        }
    }

    @Override
    public int compareTo(TreeEntry other) {
        return path.compareTo(other.path);
    }
}
