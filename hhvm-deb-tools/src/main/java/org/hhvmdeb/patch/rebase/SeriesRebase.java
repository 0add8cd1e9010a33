package org.hhvmdeb.patch.rebase;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.PatchRule;
import org.hhvmdeb.patch.check.CheckPatches;
import org.hhvmdeb.patch.diff.ParsedPatch;
import org.hhvmdeb.patch.diff.ThreeWayMerge.Names;
import org.hhvmdeb.patch.engine.SeriesApplier;
import org.hhvmdeb.patch.engine.SeriesApplier.Applied;
import org.hhvmdeb.patch.outcome.PatchFindings;
import org.hhvmdeb.patch.rebase.PatchRebase.Decision;
import org.hhvmdeb.patch.rebase.RebasedPatch.State;
import org.hhvmdeb.patch.series.PatchDirectory;
import org.hhvmdeb.patch.series.SeriesEntry;
import org.hhvmdeb.patch.tree.ByteText;
import org.hhvmdeb.patch.tree.SourceTree;
import org.hhvmdeb.patch.tree.TreeOverlay;

/** One rebase of one series, in memory: goes from patch to patch until one needs a person. */
final class SeriesRebase {

    private final PatchDirectory directory;
    private final UpstreamTag base;
    private final UpstreamTag onto;
    private final TreeOverlay oldTree;
    private final TreeOverlay newTree;
    private final FileMerger.Moves moves;
    private final UpstreamSearch search;
    private final List<RebasedPatch> patches = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, byte[]> written = new LinkedHashMap<>();
    private Optional<Conflict> conflict = Optional.empty();

    /**
     * Prepares.
     *
     * @param oldUpstream the tree the series is for
     * @param newUpstream the tree it shall be for
     */
    SeriesRebase(
            PatchDirectory directory,
            UpstreamTag base,
            UpstreamTag onto,
            SourceTree oldUpstream,
            SourceTree newUpstream,
            FileMerger.Moves moves,
            UpstreamSearch search) {
        this.directory = directory;
        this.base = base;
        this.onto = onto;
        this.oldTree = new TreeOverlay(oldUpstream);
        this.newTree = new TreeOverlay(newUpstream);
        this.moves = moves;
        this.search = search;
    }

    /** Where it stopped for a person. */
    record Conflict(SeriesEntry entry, List<FileMerge> files) {}

    List<RebasedPatch> patches() {
        return patches;
    }

    List<Finding> findings() {
        return findings;
    }

    /** The patches that were rewritten, by the names the series has for them. */
    Map<String, byte[]> written() {
        return written;
    }

    Optional<Conflict> conflict() {
        return conflict;
    }

    void run(List<SeriesEntry> entries, Map<String, ParsedPatch> contents, Resolutions resolutions, Progress progress)
            throws HhvmDebException, IOException {
        try (Progress.Task task = progress.begin("rebasing patches onto " + onto, entries.size(), "patch")) {
            for (SeriesEntry entry : entries) {
                if (!findings.isEmpty()) {
                    patches.add(new RebasedPatch(
                            entry.patch(), entry.line(), State.NOT_REACHED, Optional.empty(), List.of(), List.of()));
                    continue;
                }
                ParsedPatch patch = contents.get(entry.patch());
                if (patch == null) {
                    throw new IllegalStateException("nobody read " + entry.patch());
                }
                rebase(entry, patch, resolutions);
                task.advance(1);
            }
        }
    }

    private void rebase(SeriesEntry entry, ParsedPatch patch, Resolutions resolutions)
            throws HhvmDebException, IOException {
        SeriesApplier before = new SeriesApplier(oldTree, CheckPatches.UMASK);
        Applied applied = before.apply(patch);
        if (!applied.succeeded()) {
            findings.add(failure(
                    entry,
                    "it does not apply to " + base + " either, so there is nothing to tell its changes from; is the"
                            + " series for another tag (--base)? otherwise mend it first. Look with: hhvm-deb patches check --from "
                            + "URL_OR_PATH --tag " + base));
            findings.addAll(new PatchFindings(directory, entry).of(applied, patch));
            note(entry, State.FAILED, Optional.empty(), List.of());
            return;
        }
        Names names = new Names(base.text(), onto.text(), ByteText.printable(entry.patch()));
        Decision decision = new PatchRebase(oldTree, newTree, new FileMerger(newTree, names, moves), search)
                .decide(patch, before.tree(), resolutions.of(entry));
        take(entry, decision);
        oldTree.absorb(before.tree());
        newTree.absorb(decision.after());
    }

    private void take(SeriesEntry entry, Decision decision) {
        if (decision.state() == State.CONFLICT) {
            conflict = Optional.of(new Conflict(entry, decision.merges()));
            findings.add(failure(
                    entry,
                    "upstream and the patch have both changed "
                            + String.join(
                                    ", ",
                                    decision.merges().stream()
                                            .filter(m -> m.state() == FileMerge.State.CONFLICT)
                                            .map(m -> ByteText.printable(m.path()))
                                            .toList())));
        }
        if (decision.state() == State.FAILED) {
            findings.add(failure(entry, String.join("; ", decision.notes())));
        }
        if (decision.patch().isPresent() && PatchDirectory.isCompressed(entry.patch())) {
            findings.add(failure(
                    entry,
                    "it has to be rewritten, but is compressed; decompress it and change its name in the" + " series"));
        }
        decision.patch().ifPresent(p -> written.put(entry.patch(), p));
        note(entry, decision.state(), Optional.of(decision), decision.notes());
    }

    private void note(SeriesEntry entry, State state, Optional<Decision> decision, List<String> notes) {
        patches.add(new RebasedPatch(
                entry.patch(),
                entry.line(),
                state,
                decision.flatMap(Decision::origin),
                decision.map(d -> d.fits().files()).orElse(List.of()),
                notes));
    }

    private Finding failure(SeriesEntry entry, String why) {
        return Finding.of(
                directory.locate(entry.patch(), 0),
                PatchRule.PATCH_NOT_REBASED,
                "the patch " + ByteText.printable(entry.patch()) + " cannot be put onto " + onto + ": " + why);
    }
}
