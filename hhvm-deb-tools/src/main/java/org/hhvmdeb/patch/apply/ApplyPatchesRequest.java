package org.hhvmdeb.patch.apply;

import java.nio.file.Path;
import java.util.Optional;
import org.hhvmdeb.patch.tree.ToolStateRule;

/**
 * What to apply.
 *
 * @param tree the unpacked source with debian in it
 * @param mode whose result is wanted
 * @param last the patch to stop after; empty for the end of the series
 * @param most how many patches to apply at most
 * @param toolState whether patches may change what git and quilt keep for themselves
 */
public record ApplyPatchesRequest(Path tree, PatchMode mode, Optional<String> last, int most, ToolStateRule toolState) {

    public ApplyPatchesRequest {
        if (most < 1) {
            throw new IllegalArgumentException("at least one patch, not " + most);
        }
    }

    /** The whole series as dpkg-source applies it. */
    public static ApplyPatchesRequest of(Path tree) {
        return new ApplyPatchesRequest(
                tree, PatchMode.STRICT, Optional.empty(), Integer.MAX_VALUE, ToolStateRule.REFUSED);
    }

    public ApplyPatchesRequest in(PatchMode other) {
        return new ApplyPatchesRequest(tree, other, last, most, toolState);
    }

    public ApplyPatchesRequest upTo(String patch) {
        return new ApplyPatchesRequest(tree, mode, Optional.of(patch), most, toolState);
    }

    public ApplyPatchesRequest atMost(int patches) {
        return new ApplyPatchesRequest(tree, mode, last, patches, toolState);
    }

    /** Insists on patches that change what git and quilt keep for themselves. */
    public ApplyPatchesRequest allowingToolState() {
        return withToolState(ToolStateRule.ALLOWED);
    }

    public ApplyPatchesRequest withToolState(ToolStateRule rule) {
        return new ApplyPatchesRequest(tree, mode, last, most, rule);
    }
}
