package org.hhvmdeb.report;

import java.util.List;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.Severity;

/**
 * One thing that was checked, a patch for example.
 *
 * @param name what a person calls it
 * @param file where it is
 * @param checked false where the check did not get to it
 * @param findings about it
 */
public record ReportItem(String name, String file, boolean checked, List<Finding> findings) {

    public ReportItem {
        findings = List.copyOf(findings);
    }

    /** Whether something in it weighs so much or more. */
    public boolean fails(Severity least) {
        return findings.stream().anyMatch(f -> f.severity().compareTo(least) <= 0);
    }
}
