package org.hhvmdeb.upstream.tree;

import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.upstream.git.GitPath;

/** A submodule that could not be read: it has no usable address, or its repository does not answer or lacks the commit. */
final class UnreadSubmodule extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient GitPath path;
    private final HhvmDebException failure;
    private final HhvmDebException told;

    /**
     * Names it.
     *
     * @param path from the top of the whole tree
     * @param failure why, for a list of such submodules
     * @param told the same for a message of its own, with what the user can do
     */
    UnreadSubmodule(GitPath path, HhvmDebException failure, HhvmDebException told) {
        super(told.getMessage(), told);
        this.path = path;
        this.failure = failure;
        this.told = told;
    }

    GitPath path() {
        return path;
    }

    HhvmDebException failure() {
        return failure;
    }

    HhvmDebException told() {
        return told;
    }
}
