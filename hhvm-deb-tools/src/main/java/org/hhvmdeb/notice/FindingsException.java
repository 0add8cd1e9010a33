package org.hhvmdeb.notice;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A check ran to its end and did not pass: a patch that does not apply, a bytecode repository of another schema. Carries
 * every finding, not only the first. Command line: exit code 1.
 */
public final class FindingsException extends HhvmDebException {

    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    /**
     * Gathers what the check found.
     *
     * @param summary one sentence that says which check did not pass, on what
     * @param findings at least one
     */
    public FindingsException(String summary, List<Finding> findings) {
        super(summary + findings.stream().map(f -> "\n" + f).collect(Collectors.joining()), null);
        if (findings.isEmpty()) {
            throw new IllegalArgumentException("a failed check has at least one finding");
        }
        this.findings = List.copyOf(findings);
    }

    public List<Finding> findings() {
        return findings;
    }
}
