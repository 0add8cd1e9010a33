package org.hhvmdeb.patch.lint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hhvmdeb.debian.DebianDirectory;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.notice.Rule;
import org.hhvmdeb.patch.PatchRule;
import org.hhvmdeb.patch.engine.RefusedException;
import org.hhvmdeb.patch.series.PatchDirectory;
import org.hhvmdeb.patch.series.SectionChoice;
import org.hhvmdeb.patch.series.Series;
import org.hhvmdeb.patch.series.SeriesEntry;
import org.hhvmdeb.report.ReportItem;

/**
 * Looks for everything that can be wrong with a patch series without its upstream tree: in the series file, in the headers
 * and in the diffs. Only what dpkg-source refuses on any tree is an error; lintian's errors and warnings are warnings here,
 * its other tags notes.
 */
public final class LintPatches {

    /** So many findings of one rule in one patch are shown; a hostile patch has millions. */
    private static final int SHOWN = 20;

    /**
     * Looks at the patches.
     *
     * @throws InputException when the directory or the section does not exist
     * @throws ExternalException when something cannot be read
     */
    public LintedPatches run(LintPatchesRequest request, Progress progress) throws HhvmDebException {
        DebianDirectory.open(request.debianDirectory());
        PatchDirectory directory = new PatchDirectory(request.debianDirectory());
        try {
            Optional<Path> file = directory.seriesFile();
            Series series = file.isPresent() ? Series.read(file.get()) : Series.of(new byte[0]);
            if (file.isPresent()) {
                SectionChoice.require(series, request.section(), file.get());
            }
            List<ReportItem> items = new ArrayList<>();
            List<Finding> whole = new ArrayList<>(
                    file.isPresent()
                            ? new SeriesLint(directory, file.get(), series).findings()
                            : SeriesLint.withoutSeries(directory));
            whole.addAll(new PackageLint(request.debianDirectory(), directory).findings());
            List<ReportItem> patches = listed(request, directory, series, whole, progress);
            if (request.section().isEmpty()) {
                patches.addAll(unlisted(directory, series));
            }
            String name = file.orElse(directory.path()).toString();
            items.add(new ReportItem("series", name, true, whole));
            items.addAll(patches);
            return new LintedPatches(items);
        } catch (IOException e) {
            throw ExternalException.during("looking at the patches of " + request.debianDirectory(), e);
        }
    }

    private static List<ReportItem> listed(
            LintPatchesRequest request, PatchDirectory directory, Series series, List<Finding> whole, Progress progress)
            throws IOException, InputException {
        List<ReportItem> items = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        try (Progress.Task task =
                progress.begin("looking at patches", series.entries().size(), "patch")) {
            for (SeriesEntry entry : series.entries()) {
                task.advance(1);
                if (!SectionChoice.isIn(entry, request.section()) || !seen.add(entry.file())) {
                    continue;
                }
                try {
                    byte[] content = directory.read(entry.patch());
                    items.add(
                            item(directory, entry.patch(), new PatchTextLint(directory, entry.patch(), content).all()));
                } catch (RefusedException e) {
                    whole.add(SeriesLint.missing(directory, entry, e));
                    items.add(item(directory, entry.patch(), List.of()));
                }
            }
        }
        return items;
    }

    private static List<ReportItem> unlisted(PatchDirectory directory, Series series)
            throws IOException, InputException {
        Set<String> named = new HashSet<>();
        series.entries().forEach(e -> named.add(e.file()));
        List<ReportItem> items = new ArrayList<>();
        for (String name : directory.files()) {
            if (!named.contains(name) && SeriesLint.couldBePatch(name)) {
                List<Finding> findings = unlisted(directory, name).stream()
                        // It is not in use, so there is nothing to send.
                        .filter(f -> f.rule() != PatchRule.PATCH_NOT_FORWARDED_UPSTREAM)
                        .toList();
                if (!findings.isEmpty()) {
                    items.add(item(directory, name, findings));
                }
            }
        }
        return items;
    }

    private static List<Finding> unlisted(PatchDirectory directory, String name) throws IOException, InputException {
        try {
            return new PatchTextLint(directory, name, directory.read(name)).header();
        } catch (RefusedException e) {
            // That no series names the file is said already.
            return List.of();
        }
    }

    private static ReportItem item(PatchDirectory directory, String patch, List<Finding> findings) {
        return new ReportItem(patch, directory.locate(patch, 0).file(), true, shortened(findings));
    }

    private static List<Finding> shortened(List<Finding> findings) {
        Map<Rule, Integer> counts = new HashMap<>();
        List<Finding> shown = new ArrayList<>();
        for (Finding finding : findings) {
            int count = counts.merge(finding.rule(), 1, Integer::sum);
            if (count <= SHOWN) {
                shown.add(finding);
            } else if (count == SHOWN + 1) {
                shown.add(new Finding(
                        finding.severity(),
                        finding.where(),
                        finding.rule(),
                        "from here on the same again and again; the rest is not shown"));
            }
        }
        return shown;
    }
}
