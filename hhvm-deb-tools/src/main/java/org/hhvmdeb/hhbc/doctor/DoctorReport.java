package org.hhvmdeb.hhbc.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.Severity;
import org.hhvmdeb.report.Report;
import org.hhvmdeb.report.ReportItem;

/**
 * What is wrong on a host.
 *
 * @param examinations every hhvm that was examined
 * @param advice what was found, each with what mends it
 */
public record DoctorReport(List<ServiceReport> examinations, List<Advice> advice) {

    public DoctorReport {
        examinations = List.copyOf(examinations);
        advice = List.copyOf(advice);
    }

    /** One line for a person. */
    public String summary() {
        List<String> counts = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            long n = advice.stream()
                    .filter(a -> a.finding().severity() == severity)
                    .count();
            if (n > 0) {
                counts.add(n + " " + severity.name().toLowerCase(Locale.ROOT) + (n == 1 ? "" : "s"));
            }
        }
        return counts.isEmpty() ? "nothing found" : String.join(", ", counts);
    }

    /** For a report in any format; errors and warnings make it fail. */
    public Report toReport() {
        Map<String, List<Finding>> byFile = new LinkedHashMap<>();
        for (Advice each : advice) {
            Finding finding = each.finding();
            byFile.computeIfAbsent(finding.where().file(), f -> new ArrayList<>())
                    .add(new Finding(
                            finding.severity(),
                            finding.where(),
                            finding.rule(),
                            finding.message() + "\n" + each.told()));
        }
        List<ReportItem> items = byFile.entrySet().stream()
                .map(e -> new ReportItem(e.getKey(), e.getKey(), true, e.getValue()))
                .toList();
        return new Report("doctor", summary(), Severity.WARNING, items);
    }
}
