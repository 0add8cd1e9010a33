package org.hhvmdeb.patch.apply;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.notice.Rule;
import org.hhvmdeb.notice.Severity;
import org.hhvmdeb.patch.PatchRule;
import org.hhvmdeb.patch.diff.ParsedPatch;
import org.hhvmdeb.patch.engine.PatchRules;
import org.hhvmdeb.patch.engine.RefusedException;
import org.hhvmdeb.patch.engine.SeriesApplier;
import org.hhvmdeb.patch.engine.SeriesApplier.Applied;
import org.hhvmdeb.patch.lint.SeriesLint;
import org.hhvmdeb.patch.outcome.PatchFindings;
import org.hhvmdeb.patch.outcome.PatchOutcome;
import org.hhvmdeb.patch.outcome.PatchOutcome.State;
import org.hhvmdeb.patch.series.PatchDirectory;
import org.hhvmdeb.patch.series.PatchNames;
import org.hhvmdeb.patch.series.QuiltMetadata;
import org.hhvmdeb.patch.series.QuiltState;
import org.hhvmdeb.patch.series.Series;
import org.hhvmdeb.patch.series.SeriesEntry;
import org.hhvmdeb.patch.stage.TreeChange;
import org.hhvmdeb.patch.tree.ByteText;
import org.hhvmdeb.patch.tree.DirectoryTree;
import org.hhvmdeb.patch.tree.TreeOverlay;

/** One application of a series to a tree, up to the point where it could be committed. */
final class SeriesPush {

    private final ApplyPatchesRequest request;
    private final PatchDirectory directory;
    private final Path seriesFile;
    private final Series series;
    private final List<String> applied;
    private final int before;
    private final TreeOverlay tree;
    private final QuiltMetadata metadata;
    private final SeriesApplier applier;
    private final List<Finding> findings = new ArrayList<>();
    private final List<PatchOutcome> outcomes = new ArrayList<>();

    private SeriesPush(
            ApplyPatchesRequest request, PatchDirectory directory, Series series, TreeOverlay tree, TreeChange change)
            throws IOException {
        this.request = request;
        this.directory = directory;
        this.seriesFile = directory.seriesFile().orElse(directory.path().resolve("series"));
        this.series = series;
        this.applied = new ArrayList<>(QuiltState.of(request.tree()).applied());
        this.before = applied.size();
        this.tree = tree;
        int umask = change.umask();
        this.metadata = new QuiltMetadata(tree, umask);
        this.applier = new SeriesApplier(tree, umask, change.newFiles());
    }

    static SeriesPush of(ApplyPatchesRequest request, TreeChange change) throws IOException, HhvmDebException {
        PatchDirectory directory =
                new PatchDirectory(request.tree().resolve("debian").normalize());
        Series series = directory.seriesFile().isPresent()
                ? Series.read(directory.seriesFile().get())
                : Series.of(new byte[0]);
        return new SeriesPush(request, directory, series, new TreeOverlay(new DirectoryTree(request.tree())), change);
    }

    /** The tree as it will be. */
    TreeOverlay tree() {
        return tree;
    }

    AppliedPatches run(Progress progress) throws IOException, HhvmDebException {
        List<SeriesEntry> wanted = wanted();
        if (directory.seriesFile().isEmpty()) {
            findings.addAll(SeriesLint.withoutSeries(directory));
        }
        if (isSound()) {
            metadata.open(seriesFile);
            try (Progress.Task task = progress.begin("applying patches", wanted.size(), "patch")) {
                for (SeriesEntry entry : wanted) {
                    if (!apply(entry)) {
                        break;
                    }
                    applied.add(entry.patch());
                    task.advance(1);
                }
            }
            metadata.note(applied);
        }
        for (SeriesEntry entry : wanted.subList(outcomes.size(), wanted.size())) {
            outcomes.add(new PatchOutcome(entry.patch(), entry.line(), State.NOT_REACHED, List.of()));
        }
        return new AppliedPatches(before, findings, outcomes);
    }

    private List<SeriesEntry> wanted() throws InputException {
        List<SeriesEntry> left = series.entries()
                .subList(
                        Math.min(before, series.entries().size()),
                        series.entries().size());
        int end = Math.min(left.size(), request.most());
        if (request.last().isPresent()) {
            List<String> names = left.stream().map(SeriesEntry::patch).toList();
            PatchNames all = PatchNames.of(series, directory.path());
            String last = all.plain(request.last().get());
            if (applied.contains(last) && !names.contains(last)) {
                throw new InputException(
                        seriesFile + ": the patch " + ByteText.printable(last) + " is applied already");
            }
            all.find(last, seriesFile + " names no patch");
            end = Math.min(end, names.indexOf(last) + 1);
        }
        return left.subList(0, end);
    }

    private boolean isSound() {
        for (SeriesEntry entry : series.entries()) {
            if (entry.leadsOut()) {
                error(
                        new Location(seriesFile.toString(), entry.line()),
                        PatchRule.SERIES_INSECURE_PATH,
                        "the path " + ByteText.printable(entry.patch())
                                + " leads out of debian/patches; dpkg-source refuses the whole series");
            }
        }
        for (int i = 0; i < before; i++) {
            if (i >= series.entries().size() || !series.entries().get(i).patch().equals(applied.get(i))) {
                error(
                        new Location(request.tree() + "/.pc/applied-patches", i + 1),
                        PatchRule.SERIES_CHANGED_SINCE,
                        "the patch " + ByteText.printable(applied.get(i))
                                + " is applied, but the series has "
                                + (i >= series.entries().size()
                                        ? "no patch"
                                        : ByteText.printable(
                                                series.entries().get(i).patch()))
                                + " in its place; unapply the patches, then apply again");
                break;
            }
        }
        return findings.stream().noneMatch(f -> f.severity() == Severity.ERROR);
    }

    private boolean apply(SeriesEntry entry) throws IOException, InputException {
        try {
            PatchReading reading = request.mode().reading(entry.options());
            PatchRules rules = reading.rules()
                    .backingUpInto(QuiltMetadata.backups(entry.patch()))
                    .withToolState(request.toolState());
            ParsedPatch patch = reading.parse(directory.read(entry.patch()));
            Applied result = applier.apply(patch, rules);
            if (request.mode() == PatchMode.QUILT) {
                metadata.stamp(entry.patch());
            }
            findings.addAll(new PatchFindings(directory, entry).of(result, patch));
            State state = result.succeeded() ? State.APPLIED : State.FAILED;
            outcomes.add(new PatchOutcome(entry.patch(), entry.line(), state, result.files()));
            return result.succeeded();
        } catch (RefusedException e) {
            outcomes.add(new PatchOutcome(entry.patch(), entry.line(), State.FAILED, List.of()));
            error(
                    new Location(seriesFile.toString(), entry.line()),
                    PatchRule.QUILT_SERIES_REFERENCES_NON_EXISTENT_PATCH,
                    "the series names the patch " + ByteText.printable(entry.patch()) + ", but " + e.reason()
                            + "; add the file or take the line out");
            return false;
        }
    }

    private void error(Location where, Rule rule, String message) {
        findings.add(Finding.of(where, rule, message));
    }
}
