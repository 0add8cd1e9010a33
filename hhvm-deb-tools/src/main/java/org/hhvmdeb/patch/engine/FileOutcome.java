package org.hhvmdeb.patch.engine;

import java.util.List;
import java.util.Optional;

/**
 * What became of one file's part of a patch.
 *
 * @param file the path in the source tree
 * @param line where the part begins in the patch file
 * @param hunks in the order of the patch
 * @param problem why the part failed as a whole, if it did: a missing file, a symbolic link in the way
 */
public record FileOutcome(String file, int line, List<HunkOutcome> hunks, Optional<String> problem) {

    public FileOutcome {
        hunks = List.copyOf(hunks);
    }

    /** Whether everything in it applies. */
    public boolean applied() {
        return problem.isEmpty() && hunks.stream().allMatch(h -> h.status().fits());
    }
}
