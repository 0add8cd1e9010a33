package org.hhvmdeb.upstream.tree;

import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.hhvmdeb.upstream.git.GitPath;
import org.hhvmdeb.upstream.git.GitTree;

/**
 * A file or link of the upstream tree, or a directory that stays though nothing may be left in it.
 *
 * @param path from the top of the whole tree
 * @param content what git calls it; of no account for a directory
 * @param tree where the content can be read
 */
public record TreeEntry(GitPath path, Kind kind, ObjectId content, GitTree tree) implements Comparable<TreeEntry> {

    /** What a tarball can store of it. */
    public enum Kind {
        FILE,
        EXECUTABLE,
        LINK,
        DIRECTORY;

        static Kind of(FileMode mode) {
            if (mode.equals(FileMode.TYPE_SYMLINK)) {
                return LINK;
            }
            return mode == FileMode.EXECUTABLE_FILE ? EXECUTABLE : FILE;
        }
    }

    static TreeEntry directory(GitPath path, GitTree tree) {
        return new TreeEntry(path, Kind.DIRECTORY, ObjectId.zeroId(), tree);
    }

    public boolean isDirectory() {
        return kind == Kind.DIRECTORY;
    }

    /** In the order of the names in a tarball, where those of directories end in a slash. */
    @Override
    public int compareTo(TreeEntry other) {
        return name().compareTo(other.name());
    }

    private String name() {
        return isDirectory() ? path.bytes() + "/" : path.bytes();
    }
}
