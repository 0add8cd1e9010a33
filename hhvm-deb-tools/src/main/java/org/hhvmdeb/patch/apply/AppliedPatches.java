package org.hhvmdeb.patch.apply;

import java.util.List;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.Severity;
import org.hhvmdeb.patch.outcome.PatchOutcome;
import org.hhvmdeb.patch.outcome.PatchOutcome.State;

/**
 * What became of the wish to apply patches.
 *
 * @param before how many patches were applied already
 * @param findings what was found; errors are why nothing was changed
 * @param outcomes one for each patch that was to be applied
 */
public record AppliedPatches(int before, List<Finding> findings, List<PatchOutcome> outcomes) {

    public AppliedPatches {
        findings = List.copyOf(findings);
        outcomes = List.copyOf(outcomes);
    }

    public boolean passed() {
        return findings.stream().noneMatch(f -> f.severity() == Severity.ERROR);
    }

    /** One line for a person. */
    public String summary() {
        if (!passed()) {
            return "nothing was applied, the tree is as it was";
        }
        long now = outcomes.stream().filter(o -> o.state() == State.APPLIED).count();
        String all = HumanUnits.count(now, "patch") + " applied";
        return before == 0 ? all : all + ", " + before + (before == 1 ? " was" : " were") + " applied before";
    }

    /**
     * Returns this if it was done.
     *
     * @throws FindingsException with all findings otherwise
     */
    public AppliedPatches orFail() throws FindingsException {
        if (!passed()) {
            throw new FindingsException("the patches were not applied", findings);
        }
        return this;
    }
}
