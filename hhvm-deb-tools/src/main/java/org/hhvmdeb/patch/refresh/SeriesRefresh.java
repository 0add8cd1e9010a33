package org.hhvmdeb.patch.refresh;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.PatchRule;
import org.hhvmdeb.patch.check.CheckPatches;
import org.hhvmdeb.patch.diff.ParsedPatch;
import org.hhvmdeb.patch.engine.FileOutcome;
import org.hhvmdeb.patch.engine.PatchRules;
import org.hhvmdeb.patch.engine.SeriesApplier;
import org.hhvmdeb.patch.engine.SeriesApplier.Applied;
import org.hhvmdeb.patch.outcome.PatchFindings;
import org.hhvmdeb.patch.refresh.RefreshedPatch.State;
import org.hhvmdeb.patch.rewrite.PatchRewriter;
import org.hhvmdeb.patch.series.PatchDirectory;
import org.hhvmdeb.patch.series.Series;
import org.hhvmdeb.patch.series.SeriesEntry;
import org.hhvmdeb.patch.tree.ByteText;
import org.hhvmdeb.patch.tree.SourceTree;
import org.hhvmdeb.patch.tree.TreeOverlay;

/** One refresh of one series, in memory: goes from patch to patch and gathers what is to be written. */
final class SeriesRefresh {

    private final PatchDirectory directory;
    private final Series series;
    private final RefreshPatchesRequest request;
    private final TreeOverlay tree;
    private final List<Finding> findings = new ArrayList<>();
    private final List<RefreshedPatch> patches = new ArrayList<>();
    private final Map<String, byte[]> written = new LinkedHashMap<>();

    SeriesRefresh(PatchDirectory directory, Series series, RefreshPatchesRequest request, SourceTree upstream) {
        this.directory = directory;
        this.series = series;
        this.request = request;
        this.tree = new TreeOverlay(upstream);
    }

    /** The new patches, by the names the series has for them. */
    Map<String, byte[]> written() {
        return written;
    }

    RefreshedPatches result() {
        for (SeriesEntry entry :
                series.entries().subList(patches.size(), series.entries().size())) {
            note(entry, State.NOT_REACHED, List.of());
        }
        boolean failed = patches.stream().anyMatch(p -> p.state() == State.FAILED);
        return new RefreshedPatches(
                findings,
                failed ? patches.stream().map(RefreshedPatch::unwritten).toList() : patches);
    }

    void run(Map<String, ParsedPatch> contents, Progress progress) throws IOException {
        try (Progress.Task task =
                progress.begin("refreshing patches", series.entries().size(), "patch")) {
            for (SeriesEntry entry : series.entries()) {
                ParsedPatch patch = contents.get(entry.patch());
                if (patch == null) {
                    findings.add(Finding.of(
                            directory.locate(entry.patch(), 0),
                            PatchRule.QUILT_SERIES_REFERENCES_NON_EXISTENT_PATCH,
                            "the series names the patch " + ByteText.printable(entry.patch())
                                    + ", which cannot be read; add the file or take the line out"));
                    note(entry, State.FAILED, List.of());
                    return;
                }
                if (!take(entry, patch)) {
                    return;
                }
                task.advance(1);
            }
        }
    }

    private boolean take(SeriesEntry entry, ParsedPatch patch) throws IOException {
        SeriesApplier strict = new SeriesApplier(tree, CheckPatches.UMASK);
        Applied exactly = strict.apply(patch);
        if (exactly.succeeded()) {
            refresh(entry, patch, exactly, strict.tree());
            return true;
        }
        // What GNU patch does not read would be missing in the new patch.
        if (patch.cutHunk().isPresent()) {
            return fail(entry, patch, exactly);
        }
        SeriesApplier lenient = new SeriesApplier(tree, CheckPatches.UMASK);
        Applied fuzzily = lenient.apply(patch, PatchRules.strict().withFuzz(request.fuzz()));
        if (fuzzily.succeeded()) {
            refresh(entry, patch, fuzzily, lenient.tree());
            return true;
        }
        return fail(entry, patch, exactly);
    }

    private boolean fail(SeriesEntry entry, ParsedPatch patch, Applied exactly) {
        findings.addAll(new PatchFindings(directory, entry).of(exactly, patch));
        note(entry, State.FAILED, exactly.files());
        return false;
    }

    private void refresh(SeriesEntry entry, ParsedPatch patch, Applied applied, TreeOverlay after) throws IOException {
        State state = State.UNCHANGED;
        if (request.covers(entry.patch()) && (request.normalize() || !applied.exact())) {
            Optional<byte[]> fresh = new PatchRewriter(tree, after, CheckPatches.UMASK).rewrite(patch);
            state = fresh.isPresent() && Arrays.equals(fresh.get(), patch.text().content())
                    ? State.UNCHANGED
                    : accept(entry, fresh);
        }
        note(entry, state, applied.files());
        tree.absorb(after);
    }

    private State accept(SeriesEntry entry, Optional<byte[]> fresh) {
        String reason = reasonToKeep(entry);
        if (fresh.isPresent() && reason.isEmpty()) {
            written.put(entry.patch(), fresh.get());
            return State.REFRESHED;
        }
        findings.add(Finding.of(
                directory.locate(entry.patch(), 0),
                PatchRule.PATCH_NOT_REFRESHED,
                "the patch " + ByteText.printable(entry.patch()) + " stays as it is: "
                        + (reason.isEmpty() ? "no other patch that dpkg-source takes gives the same tree" : reason)));
        return State.KEPT;
    }

    private String reasonToKeep(SeriesEntry entry) {
        if (PatchDirectory.isCompressed(entry.patch())) {
            return "it is compressed; decompress it and change its name in the series";
        }
        if (Files.isSymbolicLink(directory.path().resolve(entry.patch()))) {
            return "it is a symbolic link; put the file itself there";
        }
        boolean twice = series.entries().stream()
                        .filter(e -> e.file().equals(entry.file()))
                        .count()
                > 1;
        return twice ? "the series names it twice; take one line out" : "";
    }

    private void note(SeriesEntry entry, State state, List<FileOutcome> files) {
        patches.add(new RefreshedPatch(entry.patch(), entry.line(), state, files));
    }
}
