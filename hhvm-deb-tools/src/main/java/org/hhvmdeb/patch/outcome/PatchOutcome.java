package org.hhvmdeb.patch.outcome;

import java.util.List;
import org.hhvmdeb.patch.engine.FileOutcome;

/**
 * What became of one patch of a series.
 *
 * @param patch its name in the series
 * @param line its line in the series file
 * @param state whether it applies
 * @param files what became of its parts; empty where it was not reached or could not be read
 */
public record PatchOutcome(String patch, int line, State state, List<FileOutcome> files) {

    /** Whether a patch applies. */
    public enum State {
        APPLIED,
        FAILED,
        /** An earlier patch failed. */
        NOT_REACHED
    }

    public PatchOutcome {
        files = List.copyOf(files);
    }
}
