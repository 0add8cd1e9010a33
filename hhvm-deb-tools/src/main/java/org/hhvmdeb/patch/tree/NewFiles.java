package org.hhvmdeb.patch.tree;

import java.io.IOException;

/** Where the files that patches make are kept until somebody wants them: memory, or a disk where they are many. */
@FunctionalInterface
public interface NewFiles {

    /**
     * Keeps a file.
     *
     * @param mode the permission bits, no umask is taken off
     */
    TreeEntry create(int mode, byte[] content) throws IOException;

    /** Keeps them in memory. */
    static NewFiles inMemory() {
        return TreeEntry::file;
    }
}
