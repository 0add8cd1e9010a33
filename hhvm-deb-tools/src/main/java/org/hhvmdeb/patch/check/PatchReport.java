package org.hhvmdeb.patch.check;

import java.util.List;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.Severity;
import org.hhvmdeb.patch.lint.LintedPatches;
import org.hhvmdeb.patch.outcome.PatchOutcome;
import org.hhvmdeb.patch.outcome.PatchOutcome.State;
import org.hhvmdeb.report.Report;

/**
 * How a series fares on a tree.
 *
 * @param findings all that is wrong or remarkable, in the order of the series; errors are what dpkg-source refuses
 * @param outcomes one for each entry of the series
 */
public record PatchReport(List<Finding> findings, List<PatchOutcome> outcomes) {

    public PatchReport {
        findings = List.copyOf(findings);
        outcomes = List.copyOf(outcomes);
    }

    /** Whether dpkg-source would apply the whole series. */
    public boolean passed() {
        return findings.stream().noneMatch(f -> f.severity() == Severity.ERROR);
    }

    /** One line for a person. */
    public String summary() {
        long applied = count(State.APPLIED);
        if (outcomes.isEmpty() && passed()) {
            return "the series has no patches: nothing was checked";
        }
        String all = HumanUnits.count(outcomes.size(), "patch");
        if (passed()) {
            return all + ": " + (outcomes.size() == 1 ? "it applies" : "all apply");
        }
        return all + ": " + applied + (applied == 1 ? " applies, " : " apply, ") + count(State.FAILED) + " failed, "
                + count(State.NOT_REACHED) + " not reached";
    }

    /**
     * Returns this if the series applies.
     *
     * @throws FindingsException with all findings otherwise
     */
    public PatchReport orFail() throws FindingsException {
        if (!passed()) {
            throw new FindingsException("the patch series does not apply (" + summary() + ")", findings);
        }
        return this;
    }

    /**
     * The fates together with what else is wrong with the patches, for a report in any format. Where that is about one
     * section, other patches are there with what stops the series and nothing else.
     *
     * @param failing the least severity that makes the report fail
     */
    public Report toReport(LintedPatches lint, Severity failing) {
        return new PatchReview(this, lint).toReport(failing);
    }

    private long count(State state) {
        return outcomes.stream().filter(o -> o.state() == state).count();
    }
}
