package org.hhvmdeb.cli.patches;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.cli.patches.PatchFateJson.FileFate;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.io.JsonObject;
import org.hhvmdeb.patch.rebase.RebasedPatch;
import org.hhvmdeb.patch.rebase.RebasedPatch.Origin;
import org.hhvmdeb.patch.rebase.RebasedPatch.State;
import org.hhvmdeb.patch.rebase.RebasedPatches;
import org.hhvmdeb.report.FindingJson;

/** What {@code patches rebase} tells a machine. */
record RebasedPatchesJson(
        boolean passed,
        String base,
        String onto,
        Optional<String> note,
        Optional<Path> conflicts,
        List<FindingJson> findings,
        List<Patch> patches)
        implements JsonObject {

    /** What became of a patch; {@code commit}, {@code subject} and {@code tag} are upstream's where it is upstream. */
    record Patch(
            String patch,
            int line,
            State state,
            Optional<String> commit,
            Optional<String> subject,
            Optional<UpstreamTag> tag,
            List<String> notes,
            List<FileFate> files)
            implements JsonObject {

        static Patch of(RebasedPatch patch) {
            return new Patch(
                    patch.patch(),
                    patch.line(),
                    patch.state(),
                    patch.origin().flatMap(Origin::commit),
                    patch.origin().map(Origin::subject),
                    patch.origin().map(Origin::tag),
                    patch.notes(),
                    FileFate.of(patch.files()));
        }
    }

    /** What {@code --abort} tells. */
    record Aborted(boolean aborted) implements JsonObject {}

    static RebasedPatchesJson of(RebasedPatches result) {
        return new RebasedPatchesJson(
                result.passed(),
                result.base().text(),
                result.onto().text(),
                Optional.of(result.note()).filter(n -> !n.isEmpty()),
                result.conflicts(),
                FindingJson.of(result.findings()),
                result.patches().stream().map(Patch::of).toList());
    }
}
