package org.hhvmdeb.patch.lint;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What to look at.
 *
 * @param debianDirectory the directory debian, with patches in it
 * @param section only the patches of this section; what is wrong with the series itself is told in any case
 */
public record LintPatchesRequest(Path debianDirectory, Optional<String> section) {

    public static LintPatchesRequest of(Path debianDirectory) {
        return new LintPatchesRequest(debianDirectory, Optional.empty());
    }
}
