package org.hhvmdeb.patch.tree;

import java.io.IOException;
import org.hhvmdeb.notice.HhvmDebException;

/** Carries the failure to read a tree, which has its complete message already, through code that reads any tree. */
public final class UnreadableTreeException extends IOException {

    private static final long serialVersionUID = 1L;

    private final HhvmDebException failure;

    public UnreadableTreeException(HhvmDebException failure) {
        super(failure.getMessage(), failure);
        this.failure = failure;
    }

    /** For the user, as it is. */
    public HhvmDebException failure() {
        return failure;
    }
}
