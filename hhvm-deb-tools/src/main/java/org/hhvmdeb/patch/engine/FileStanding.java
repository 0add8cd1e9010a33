package org.hhvmdeb.patch.engine;

import java.util.Optional;

/**
 * How much of one file's part of a patch a tree has already.
 *
 * @param file the path in the source tree
 * @param done how many of its changes the tree has: hunks, and one each for the creation, removal or renaming of a
 *     file and for its mode
 * @param left how many still fit
 * @param failing how many neither are there nor fit
 * @param offset how far the changes that are there stand from where they should, in lines
 * @param result the file with what was left put in; empty where nothing was
 */
record FileStanding(String file, int done, int left, int failing, long offset, Optional<byte[]> result) {

    static FileStanding done(String file) {
        return new FileStanding(file, 1, 0, 0, 0, Optional.empty());
    }

    static FileStanding failing(String file) {
        return new FileStanding(file, 0, 0, 1, 0, Optional.empty());
    }

    /** With a change of the mode besides, which the tree has or not. */
    FileStanding withMode(boolean there) {
        return new FileStanding(file, there ? done + 1 : done, there ? left : left + 1, failing, offset, result);
    }
}
