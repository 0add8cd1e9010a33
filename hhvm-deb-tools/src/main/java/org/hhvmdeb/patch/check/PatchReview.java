package org.hhvmdeb.patch.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.Severity;
import org.hhvmdeb.patch.lint.LintedPatches;
import org.hhvmdeb.patch.outcome.PatchOutcome;
import org.hhvmdeb.patch.outcome.PatchOutcome.State;
import org.hhvmdeb.report.Report;
import org.hhvmdeb.report.ReportItem;

/** The fate of a series and what is wrong with its patches, patch by patch and nothing twice. */
final class PatchReview {

    private final PatchReport fates;
    private final LintedPatches lint;

    PatchReview(PatchReport fates, LintedPatches lint) {
        this.fates = fates;
        this.lint = lint;
    }

    Report toReport(Severity failing) {
        Map<String, List<Finding>> byFile = fates.findings().stream()
                .collect(Collectors.groupingBy(f -> f.where().file()));
        Map<String, State> states = fates.outcomes().stream()
                .collect(Collectors.toMap(PatchOutcome::patch, PatchOutcome::state, (first, second) -> first));
        Set<String> shown = lint.items().stream().map(ReportItem::file).collect(Collectors.toSet());
        List<ReportItem> items = new ArrayList<>();
        for (ReportItem item : lint.items()) {
            Set<Finding> findings = new LinkedHashSet<>();
            if (items.isEmpty()) {
                findings.addAll(elsewhere(shown));
            }
            findings.addAll(byFile.getOrDefault(item.file(), List.of()));
            findings.addAll(item.findings());
            boolean checked = states.get(item.name()) != State.NOT_REACHED;
            items.add(new ReportItem(item.name(), item.file(), checked, List.copyOf(findings)));
        }
        return new Report("patches", fates.summary(), failing, items);
    }

    // Where only a section is asked for, of the other patches what stops the series.
    private List<Finding> elsewhere(Set<String> shown) {
        Set<String> names = lint.items().stream().map(ReportItem::name).collect(Collectors.toSet());
        Set<String> others = new HashSet<>();
        fates.outcomes().stream()
                .map(PatchOutcome::patch)
                .filter(p -> !names.contains(p))
                .forEach(others::add);
        Predicate<Finding> other =
                f -> others.stream().anyMatch(p -> f.where().file().endsWith("/" + p));
        return fates.findings().stream()
                .filter(f -> !shown.contains(f.where().file()))
                .filter(f -> f.severity() == Severity.ERROR || others.isEmpty() || !other.test(f))
                .toList();
    }
}
