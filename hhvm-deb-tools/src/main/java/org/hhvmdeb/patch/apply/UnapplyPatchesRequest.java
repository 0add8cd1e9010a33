package org.hhvmdeb.patch.apply;

import java.nio.file.Path;
import java.util.Optional;
import org.hhvmdeb.patch.tree.ToolStateRule;

/**
 * What to unapply.
 *
 * @param tree the unpacked source with debian and .pc in it
 * @param top the patch that stays as the last one applied; empty to unapply all
 * @param most how many patches to unapply at most
 * @param force restore the backups even where files were changed since, as dpkg-source does; the changes are lost
 * @param toolState whether backups of what git and quilt keep for themselves may be restored
 */
public record UnapplyPatchesRequest(Path tree, Optional<String> top, int most, boolean force, ToolStateRule toolState) {

    public UnapplyPatchesRequest {
        if (most < 1) {
            throw new IllegalArgumentException("at least one patch, not " + most);
        }
    }

    /** All patches. */
    public static UnapplyPatchesRequest of(Path tree) {
        return new UnapplyPatchesRequest(tree, Optional.empty(), Integer.MAX_VALUE, false, ToolStateRule.REFUSED);
    }

    public UnapplyPatchesRequest downTo(String patch) {
        return new UnapplyPatchesRequest(tree, Optional.of(patch), most, force, toolState);
    }

    public UnapplyPatchesRequest atMost(int patches) {
        return new UnapplyPatchesRequest(tree, top, patches, force, toolState);
    }

    public UnapplyPatchesRequest forced() {
        return new UnapplyPatchesRequest(tree, top, most, true, toolState);
    }

    /** Insists on backups of what git and quilt keep for themselves. */
    public UnapplyPatchesRequest allowingToolState() {
        return withToolState(ToolStateRule.ALLOWED);
    }

    public UnapplyPatchesRequest withToolState(ToolStateRule rule) {
        return new UnapplyPatchesRequest(tree, top, most, force, rule);
    }
}
