package org.hhvmdeb.cli.patches;

import java.util.List;
import org.hhvmdeb.io.JsonObject;
import org.hhvmdeb.patch.apply.AppliedPatches;
import org.hhvmdeb.report.FindingJson;

/** What {@code patches apply} tells a machine. */
record AppliedPatchesJson(boolean passed, int appliedBefore, List<FindingJson> findings, List<PatchFateJson> patches)
        implements JsonObject {

    static AppliedPatchesJson of(AppliedPatches applied) {
        return new AppliedPatchesJson(
                applied.passed(),
                applied.before(),
                FindingJson.of(applied.findings()),
                PatchFateJson.of(applied.outcomes()));
    }
}
