package org.hhvmdeb.cli.patches;

import java.util.List;
import org.hhvmdeb.io.JsonObject;
import org.hhvmdeb.patch.apply.UnappliedPatches;
import org.hhvmdeb.report.FindingJson;

/** What {@code patches unapply} tells a machine. */
record UnappliedPatchesJson(boolean passed, List<FindingJson> findings, List<String> unapplied, List<String> applied)
        implements JsonObject {

    static UnappliedPatchesJson of(UnappliedPatches result) {
        return new UnappliedPatchesJson(
                result.passed(), FindingJson.of(result.findings()), result.patches(), result.left());
    }
}
