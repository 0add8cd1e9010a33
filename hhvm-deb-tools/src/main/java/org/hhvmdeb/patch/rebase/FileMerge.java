package org.hhvmdeb.patch.rebase;

import java.util.Optional;
import org.hhvmdeb.patch.tree.TreeEntry;

/**
 * What becomes of one file of a patch on another upstream tree.
 *
 * @param path where the file is in that tree
 * @param removed a file that goes, as the patch renames it
 * @param state whether both sides fit together
 * @param result the file as the patch leaves it there, empty where it is gone; in a conflict the text with its markers
 * @param partly whether that tree has some of the patch's change already
 * @param note what a person should know, empty if nothing
 */
record FileMerge(
        String path, Optional<String> removed, State state, Optional<TreeEntry> result, boolean partly, String note) {

    /** Whether both sides fit together. */
    public enum State {
        /** The tree has all of the change already. */
        CONTAINED,
        CLEAN,
        CONFLICT
    }

    /**
     * For a file that the patch makes of another one: even where that one has all of the change, the file is still to be
     * made.
     *
     * @param changing whether the patch changes the content, too
     */
    FileMerge madeOfAnother(boolean changing) {
        return state == State.CONTAINED
                ? new FileMerge(path, removed, State.CLEAN, result, partly || changing, note)
                : this;
    }

    FileMerge removing(String old) {
        return new FileMerge(path, Optional.of(old), state, result, partly, note);
    }

    FileMerge noting(String text) {
        return new FileMerge(path, removed, state, result, partly, text);
    }
}
