package org.hhvmdeb.patch.refresh;

import java.util.List;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.patch.refresh.RefreshedPatch.State;

/**
 * A series after a refresh.
 *
 * @param findings why a patch was not refreshed; where one is an error, nothing was written at all
 * @param patches one for each entry of the series
 */
public record RefreshedPatches(List<Finding> findings, List<RefreshedPatch> patches) {

    public RefreshedPatches {
        findings = List.copyOf(findings);
        patches = List.copyOf(patches);
    }

    /** Whether every patch applied, so that what needed it was written. */
    public boolean passed() {
        return count(State.FAILED) == 0;
    }

    /** One line for a person. */
    public String summary() {
        String all = HumanUnits.count(patches.size(), "patch");
        if (!passed()) {
            return all + ": one does not apply, so none was refreshed";
        }
        long kept = count(State.KEPT);
        return all + ": " + count(State.REFRESHED) + " refreshed, " + count(State.UNCHANGED) + " unchanged"
                + (kept > 0 ? ", " + kept + " cannot be refreshed" : "");
    }

    /**
     * Returns this if every patch applied.
     *
     * @throws FindingsException with all findings otherwise
     */
    public RefreshedPatches orFail() throws FindingsException {
        if (!passed()) {
            throw new FindingsException("the patch series does not apply, nothing was refreshed", findings);
        }
        return this;
    }

    private long count(State state) {
        return patches.stream().filter(p -> p.state() == state).count();
    }
}
