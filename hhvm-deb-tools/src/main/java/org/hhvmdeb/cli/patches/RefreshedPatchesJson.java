package org.hhvmdeb.cli.patches;

import java.util.List;
import org.hhvmdeb.cli.patches.PatchFateJson.FileFate;
import org.hhvmdeb.io.JsonObject;
import org.hhvmdeb.patch.refresh.RefreshedPatch;
import org.hhvmdeb.patch.refresh.RefreshedPatch.State;
import org.hhvmdeb.patch.refresh.RefreshedPatches;
import org.hhvmdeb.report.FindingJson;

/** What {@code patches refresh} tells a machine. */
record RefreshedPatchesJson(boolean passed, List<FindingJson> findings, List<Patch> patches) implements JsonObject {

    /** What became of a patch. */
    record Patch(String patch, int line, State state, int fuzz, List<FileFate> files) implements JsonObject {

        static Patch of(RefreshedPatch patch) {
            return new Patch(patch.patch(), patch.line(), patch.state(), patch.fuzz(), FileFate.of(patch.files()));
        }
    }

    static RefreshedPatchesJson of(RefreshedPatches result) {
        return new RefreshedPatchesJson(
                result.passed(),
                FindingJson.of(result.findings()),
                result.patches().stream().map(Patch::of).toList());
    }
}
