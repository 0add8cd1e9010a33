package org.hhvmdeb.patch.outcome;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.notice.Rule;
import org.hhvmdeb.notice.Severity;
import org.hhvmdeb.patch.PatchRule;
import org.hhvmdeb.patch.diff.CutLine;
import org.hhvmdeb.patch.diff.ParsedPatch;
import org.hhvmdeb.patch.engine.FileOutcome;
import org.hhvmdeb.patch.engine.HunkOutcome;
import org.hhvmdeb.patch.engine.HunkStatus;
import org.hhvmdeb.patch.engine.SeriesApplier.Applied;
import org.hhvmdeb.patch.series.PatchDirectory;
import org.hhvmdeb.patch.series.SeriesEntry;
import org.hhvmdeb.patch.tree.ByteText;

/** Puts into words what became of a patch. */
public final class PatchFindings {

    /** From this many lines on an offset may mean that the hunk has found the wrong place. */
    private static final long LARGE_OFFSET = 100;

    private static final Rule FAILS = PatchRule.PATCH_DOES_NOT_APPLY;

    private final PatchDirectory directory;
    private final SeriesEntry entry;
    private final String patch;

    public PatchFindings(PatchDirectory directory, SeriesEntry entry) {
        this.directory = directory;
        this.entry = entry;
        this.patch = "the patch " + ByteText.printable(entry.patch());
    }

    /**
     * What there is to tell.
     *
     * @param applied what became of it
     * @param content what was applied
     */
    public List<Finding> of(Applied applied, ParsedPatch content) {
        List<Finding> findings = all(applied);
        Optional<Location> cut =
                applied.succeeded() ? Optional.empty() : content.cutHunk().map(h -> at(h.line()));
        return findings.stream()
                .map(f -> cut.equals(Optional.of(f.where())) ? ofCut(f) : f)
                .toList();
    }

    /** What is missed in the file is not to blame where the patch itself is cut. */
    private Finding ofCut(Finding finding) {
        return Finding.of(
                finding.where(), finding.rule(), patch + " does not apply, as its last hunk is cut: " + CutLine.REASON);
    }

    private List<Finding> all(Applied applied) {
        List<Finding> findings = new ArrayList<>();
        applied.problem()
                .ifPresent(p -> findings.add(Finding.of(
                        at(p.line()),
                        PatchRule.PATCH_MALFORMED,
                        "dpkg-source will refuse " + patch + ": " + p.reason())));
        for (FileOutcome file : applied.files()) {
            addFailures(findings, file);
            addOffsets(findings, file);
        }
        applied.notes().forEach(n -> findings.add(Finding.of(at(n.line()), n.rule(), patch + ": " + n.message())));
        return findings;
    }

    private void addFailures(List<Finding> findings, FileOutcome file) {
        file.problem()
                .ifPresent(p -> findings.add(Finding.of(
                        at(file.line()),
                        FAILS,
                        patch + " does not apply" + (file.file().isEmpty() ? "" : " to " + file.file()) + ": " + p)));
        for (HunkOutcome hunk : file.hunks()) {
            if (hunk.status() == HunkStatus.NOT_TRIED) {
                findings.add(Finding.of(
                        at(hunk.line()),
                        FAILS,
                        patch + " does not apply to " + file.file() + ": the hunks from #" + hunk.number() + " to #"
                                + hunk.of() + " were not tried, too many before them do not fit"));
                return;
            }
            if (!hunk.status().fits()) {
                findings.add(Finding.of(at(hunk.line()), FAILS, describe(file, hunk)));
            }
        }
    }

    private String describe(FileOutcome file, HunkOutcome hunk) {
        return patch + " does not apply to " + file.file() + ": hunk #" + hunk.number() + " of " + hunk.of()
                + " does not fit: " + hunk.detail();
    }

    private void addOffsets(List<Finding> findings, FileOutcome file) {
        List<HunkOutcome> shifted = file.hunks().stream()
                .filter(h -> h.status() == HunkStatus.OFFSET)
                .toList();
        if (shifted.isEmpty()) {
            return;
        }
        long largest =
                shifted.stream().mapToLong(h -> Math.abs(h.offset())).max().orElse(0);
        String list = shifted.stream()
                .limit(10)
                .map(h -> "#" + h.number() + (h.offset() > 0 ? " +" : " ") + h.offset())
                .collect(Collectors.joining(", "));
        findings.add(new Finding(
                largest >= LARGE_OFFSET ? Severity.WARNING : Severity.NOTE,
                at(shifted.get(0).line()),
                PatchRule.PATCH_APPLIES_WITH_OFFSET,
                patch + " applies to " + file.file() + ", but " + shifted.size() + " of "
                        + HumanUnits.count(file.hunks().size(), "hunk")
                        + " some lines away from where its header says (hunk and lines: "
                        + list + (shifted.size() > 10 ? ", …" : "") + "); "
                        + (largest >= LARGE_OFFSET ? "look whether the place is right, then refresh" : "refresh")
                        + " the patch: hhvm-deb patches refresh"));
    }

    private Location at(int line) {
        return directory.locate(entry.patch(), line);
    }
}
