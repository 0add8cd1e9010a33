package org.hhvmdeb.cli.patches;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hhvmdeb.patch.engine.HunkStatus;
import org.hhvmdeb.patch.rebase.RebasedPatch;
import org.hhvmdeb.patch.rebase.RebasedPatch.State;
import org.hhvmdeb.patch.rebase.RebasedPatches;
import org.hhvmdeb.patch.tree.ByteText;

/** What a rebase did, for a person. */
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
}
