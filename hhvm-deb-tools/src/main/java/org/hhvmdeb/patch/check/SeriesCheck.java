package org.hhvmdeb.patch.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.PatchRule;
import org.hhvmdeb.patch.diff.FilePatch;
import org.hhvmdeb.patch.diff.FilePatch.Presence;
import org.hhvmdeb.patch.diff.HeaderName;
import org.hhvmdeb.patch.diff.ParsedPatch;
import org.hhvmdeb.patch.engine.RefusedException;
import org.hhvmdeb.patch.engine.SeriesApplier;
import org.hhvmdeb.patch.engine.SeriesApplier.Applied;
import org.hhvmdeb.patch.lint.PatchLint;
import org.hhvmdeb.patch.lint.SeriesLint;
import org.hhvmdeb.patch.outcome.PatchFindings;
import org.hhvmdeb.patch.outcome.PatchOutcome;
import org.hhvmdeb.patch.outcome.PatchOutcome.State;
import org.hhvmdeb.patch.series.PatchDirectory;
import org.hhvmdeb.patch.series.Series;
import org.hhvmdeb.patch.series.SeriesEntry;
import org.hhvmdeb.patch.tree.ByteText;
import org.hhvmdeb.patch.tree.LinkedTree;
import org.hhvmdeb.patch.tree.SourceTree;
import org.hhvmdeb.patch.tree.TreeOverlay;

/** One check of one series: applies patch after patch and gathers what is found. */
public final class SeriesCheck {

    private final PatchDirectory directory;
    private final Series series;
    private final List<Finding> findings = new ArrayList<>();
    private final List<PatchOutcome> outcomes = new ArrayList<>();
    private boolean secure = true;

    public SeriesCheck(PatchDirectory directory, Series series) {
        this.directory = directory;
        this.series = series;
    }

    void lint(Path seriesFile) throws IOException {
        SeriesLint lint = new SeriesLint(directory, seriesFile, series);
        findings.addAll(lint.findings());
        secure = lint.isSecure();
    }

    /** Whether dpkg-source would begin at all: one insecure name and it applies nothing. */
    boolean isSecure() {
        return secure;
    }

    void noteApplied(Path tree, List<String> applied) {
        if (!applied.isEmpty()) {
            findings.add(Finding.of(
                    Location.of(tree + "/.pc/applied-patches"),
                    PatchRule.PATCHES_ALREADY_APPLIED,
                    "the tree has " + HumanUnits.count(applied.size(), "patch")
                            + " applied already; the series was checked against the "
                            + "tree as it was before, taken from the backups in .pc"));
        }
        for (String patch : applied) {
            if (!series.names(patch)) {
                findings.add(Finding.of(
                        Location.of(tree + "/.pc/applied-patches"),
                        PatchRule.APPLIED_PATCH_NOT_IN_SERIES,
                        "the tree has the patch " + ByteText.printable(patch)
                                + " applied, which the series does not name; unapply it (hhvm-deb patches unapply, with"
                                + " --force where its file is gone), or name it in the series again"));
            }
        }
    }

    /** Where only the packaging is, each patch fails, and none of them is to blame. */
    void noteBare(Path directory, SourceTree upstream, Collection<ParsedPatch> patches) throws IOException {
        boolean edits = false;
        for (ParsedPatch patch : patches) {
            for (FilePatch file : patch.files()) {
                Optional<HeaderName> old = file.oldSide().presence() == Presence.ABSENT
                        ? Optional.empty()
                        : file.oldSide().name();
                if (old.isPresent() && upstream.find(old.get().path()).isPresent()) {
                    return;
                }
                edits |= old.isPresent();
            }
        }
        if (edits) {
            findings.add(Finding.of(
                    Location.of(directory.toString()),
                    PatchRule.NO_UPSTREAM_SOURCE,
                    "none of the files that the patches change is here: is this the packaging without the upstream"
                            + " source? Name the orig tarball with --orig, or upstream's repository with --from and"
                            + " --tag"));
        }
    }

    PatchReport report() {
        for (SeriesEntry entry :
                series.entries().subList(outcomes.size(), series.entries().size())) {
            outcomes.add(new PatchOutcome(entry.patch(), entry.line(), State.NOT_REACHED, List.of()));
        }
        return new PatchReport(findings, outcomes);
    }

    void apply(Map<String, ParsedPatch> patches, SeriesApplier applier, Progress progress)
            throws IOException, InputException {
        try (Progress.Task task =
                progress.begin("checking patches", series.entries().size(), "patch")) {
            for (SeriesEntry entry : series.entries()) {
                ParsedPatch patch = patches.get(entry.patch());
                if (patch == null) {
                    unreadable(entry);
                    return;
                }
                if (!apply(entry, patch, applier)) {
                    return;
                }
                task.advance(1);
            }
        }
    }

    private void unreadable(SeriesEntry entry) throws IOException, InputException {
        outcomes.add(new PatchOutcome(entry.patch(), entry.line(), State.FAILED, List.of()));
        try {
            directory.read(entry.patch());
        } catch (RefusedException e) {
            findings.add(SeriesLint.missing(directory, entry, e));
        }
    }

    private boolean apply(SeriesEntry entry, ParsedPatch patch, SeriesApplier applier) throws IOException {
        PatchLint lint = new PatchLint(directory, entry, new LinkedTree(new TreeOverlay(applier.tree())));
        List<Finding> hints = lint.check(patch);
        Applied applied = applier.apply(patch);
        new PatchFindings(directory, entry).of(applied, patch).forEach(findings::add);
        findings.addAll(hints);
        State state = applied.succeeded() ? State.APPLIED : State.FAILED;
        outcomes.add(new PatchOutcome(entry.patch(), entry.line(), state, applied.files()));
        return applied.succeeded();
    }
}
