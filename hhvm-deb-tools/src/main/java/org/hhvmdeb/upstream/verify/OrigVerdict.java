package org.hhvmdeb.upstream.verify;

import java.util.List;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.Severity;

/**
 * What came of looking at an orig tarball.
 *
 * @param findings what is wrong or remarkable about the tarball as a whole
 * @param comparison the paths in which it differs from what it was compared with
 * @param compared what was compared, for a person
 */
public record OrigVerdict(List<Finding> findings, TarballComparison comparison, String compared) {

    public OrigVerdict {
        findings = List.copyOf(findings);
    }

    /** Whether the tarball holds what it should; times, owners and the like are no content. */
    public boolean passed() {
        return comparison.differences().isEmpty() && findings.stream().noneMatch(f -> f.severity() == Severity.ERROR);
    }
}
