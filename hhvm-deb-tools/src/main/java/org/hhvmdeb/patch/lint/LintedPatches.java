package org.hhvmdeb.patch.lint;

import java.util.List;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.Severity;
import org.hhvmdeb.report.Report;
import org.hhvmdeb.report.ReportItem;

/**
 * What is wrong with patches whatever tree they are for.
 *
 * @param items the series itself, then each patch; errors are what dpkg-source refuses on every tree
 */
public record LintedPatches(List<ReportItem> items) {

    public LintedPatches {
        items = List.copyOf(items);
    }

    public List<Finding> findings() {
        return items.stream().flatMap(i -> i.findings().stream()).toList();
    }

    /** One line for a person. */
    public String summary() {
        int patches = items.size() - 1;
        List<Finding> all = findings();
        if (patches == 0 && all.isEmpty()) {
            return "the series has no patches: nothing was checked";
        }
        return HumanUnits.count(patches, "patch") + ": "
                + (all.isEmpty()
                        ? "nothing to say"
                        : count(all, Severity.ERROR, "error") + ", " + count(all, Severity.WARNING, "warning") + ", "
                                + count(all, Severity.NOTE, "note"));
    }

    /** For a report in any format; what weighs as much as {@code failing} makes it fail. */
    public Report toReport(Severity failing) {
        return new Report("patches-lint", summary(), failing, items);
    }

    /** The same patches, as if nothing were wrong with them. */
    public LintedPatches withoutFindings() {
        return new LintedPatches(items.stream()
                .map(i -> new ReportItem(i.name(), i.file(), i.checked(), List.of()))
                .toList());
    }

    private static String count(List<Finding> findings, Severity severity, String word) {
        return HumanUnits.count(
                findings.stream().filter(f -> f.severity() == severity).count(), word);
    }
}
