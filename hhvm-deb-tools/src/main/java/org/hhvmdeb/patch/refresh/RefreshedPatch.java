package org.hhvmdeb.patch.refresh;

import java.util.List;
import org.hhvmdeb.patch.engine.FileOutcome;
import org.hhvmdeb.patch.engine.HunkOutcome;
import org.hhvmdeb.patch.tree.ByteText;

/**
 * What became of one patch in a refresh.
 *
 * @param patch its name in the series
 * @param line its line in the series file
 * @param state whether it was rewritten
 * @param files how its parts fitted before, with offsets and fuzz; empty where it was not reached or could not be read
 */
public record RefreshedPatch(String patch, int line, State state, List<FileOutcome> files) {

    /** Whether a patch was rewritten. */
    public enum State {
        /** It applies exactly, or was not asked for: not a byte has changed. */
        UNCHANGED,
        REFRESHED,
        /** It needs a refresh that cannot be written; a finding says why. */
        KEPT,
        FAILED,
        /** It would have been rewritten, but another patch failed. */
        NOT_WRITTEN,
        /** An earlier patch failed. */
        NOT_REACHED
    }

    public RefreshedPatch {
        files = List.copyOf(files);
    }

    /** The same where another patch failed, so that nothing was written. */
    RefreshedPatch unwritten() {
        return state == State.REFRESHED ? new RefreshedPatch(patch, line, State.NOT_WRITTEN, files) : this;
    }

    /** How many lines of context differed at most. */
    public int fuzz() {
        return files.stream()
                .flatMap(f -> f.hunks().stream())
                .mapToInt(HunkOutcome::fuzz)
                .max()
                .orElse(0);
    }

    /** For a person: the name, and the fuzz if there was any. */
    public String describe() {
        return ByteText.printable(patch) + (fuzz() > 0 ? " (fuzz " + fuzz() + ")" : "");
    }
}
