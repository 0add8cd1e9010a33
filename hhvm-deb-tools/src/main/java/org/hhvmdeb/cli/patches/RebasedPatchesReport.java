package org.hhvmdeb.cli.patches;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hhvmdeb.patch.engine.HunkStatus;
import org.hhvmdeb.patch.rebase.RebasedPatch;
import org.hhvmdeb.patch.rebase.RebasedPatch.State;
import org.hhvmdeb.patch.rebase.RebasedPatches;
import org.hhvmdeb.patch.tree.ByteText;
import org.hhvmdeb.report.FindingJson;

/** What a rebase did, for a person and for a machine. */
final class RebasedPatchesReport {

    private RebasedPatchesReport() {}

    static String text(RebasedPatches result) {
        Stream<String> patches = result.patches().stream().map(RebasedPatchesReport::text);
        Stream<String> findings = result.findings().stream().map(Object::toString);
        Stream<String> advice = result.conflicts().stream()
                .map(c -> "edit the files in " + c.resolve("tree")
                        + ", then run: hhvm-deb patches rebase --continue " + c.resolveSibling("")
                        + " (or --abort); see "
                        + c.resolve("README"));
        return Stream.of(patches, findings, advice, Stream.of(result.summary()))
                .flatMap(s -> s)
                .collect(Collectors.joining("\n"));
    }

    private static String text(RebasedPatch patch) {
        String details = Stream.of(
                        patch.origin().stream()
                                .map(o -> "in " + o.describe() + (o.subject().isEmpty() ? "" : ": " + o.subject())),
                        patch.state() == State.REFRESHED ? Stream.of(offsets(patch)) : Stream.<String>empty(),
                        patch.notes().stream())
                .flatMap(s -> s)
                .map(ByteText::printable)
                .collect(Collectors.joining("; "));
        return String.format("%-15s %s", patch.state().word(), ByteText.printable(patch.patch()))
                + (details.isEmpty() ? "" : " (" + details + ")");
    }

    private static String offsets(RebasedPatch patch) {
        List<String> shifted = patch.files().stream()
                .flatMap(f -> f.hunks().stream())
                .filter(h -> h.status() == HunkStatus.OFFSET)
                .map(h -> String.format("%+d", h.offset()))
                .distinct()
                .toList();
        return "offsets " + String.join(", ", shifted.subList(0, Math.min(8, shifted.size())))
                + (shifted.size() > 8 ? ", …" : "");
    }

    static Map<String, Object> json(RebasedPatches result) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("passed", result.passed());
        described.put("base", result.base());
        described.put("onto", result.onto());
        if (!result.note().isEmpty()) {
            described.put("note", result.note());
        }
        result.conflicts().ifPresent(c -> described.put("conflicts", c));
        described.put("findings", FindingJson.of(result.findings()));
        described.put(
                "patches",
                result.patches().stream().map(RebasedPatchesReport::json).toList());
        return described;
    }

    private static Map<String, Object> json(RebasedPatch patch) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("patch", patch.patch());
        described.put("line", patch.line());
        described.put("state", patch.state().word());
        patch.origin().ifPresent(o -> {
            o.commit().ifPresent(c -> described.put("commit", c));
            described.put("subject", o.subject());
            described.put("tag", o.tag());
        });
        described.put("notes", patch.notes());
        described.put("files", patch.files().stream().map(PatchReportJson::of).toList());
        return described;
    }
}
