package org.hhvmdeb.cli.patches;

import java.util.LinkedHashMap;
import java.util.Map;
import org.hhvmdeb.patch.refresh.RefreshedPatch;
import org.hhvmdeb.patch.refresh.RefreshedPatches;
import org.hhvmdeb.report.FindingJson;

/** What a refresh did, for a machine. */
final class RefreshedPatchesJson {

    private RefreshedPatchesJson() {}

    static Map<String, Object> of(RefreshedPatches result) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("passed", result.passed());
        described.put("findings", FindingJson.of(result.findings()));
        described.put(
                "patches",
                result.patches().stream().map(RefreshedPatchesJson::of).toList());
        return described;
    }

    private static Map<String, Object> of(RefreshedPatch patch) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("patch", patch.patch());
        described.put("line", patch.line());
        described.put("state", PatchReportJson.word(patch.state()));
        described.put("fuzz", patch.fuzz());
        described.put("files", patch.files().stream().map(PatchReportJson::of).toList());
        return described;
    }
}
