package org.hhvmdeb.patch.apply;

import java.util.List;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.Severity;

/**
 * What became of the wish to unapply patches.
 *
 * @param patches those that were unapplied, in that order; none where there are errors
 * @param left those that are still applied
 * @param findings what was found; errors are why nothing was changed
 */
public record UnappliedPatches(List<String> patches, List<String> left, List<Finding> findings) {

    public UnappliedPatches {
        patches = List.copyOf(patches);
        left = List.copyOf(left);
        findings = List.copyOf(findings);
    }

    public boolean passed() {
        return findings.stream().noneMatch(f -> f.severity() == Severity.ERROR);
    }

    /** One line for a person. */
    public String summary() {
        if (!passed()) {
            return "nothing was unapplied, the tree is as it was";
        }
        String all = HumanUnits.count(patches.size(), "patch") + " unapplied";
        return left.isEmpty() ? all : all + ", " + left.size() + " still applied";
    }

    /**
     * Returns this if it was done.
     *
     * @throws FindingsException with all findings otherwise
     */
    public UnappliedPatches orFail() throws FindingsException {
        if (!passed()) {
            throw new FindingsException("the patches cannot be unapplied", findings);
        }
        return this;
    }
}
