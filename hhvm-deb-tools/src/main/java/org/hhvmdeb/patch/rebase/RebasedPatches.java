package org.hhvmdeb.patch.rebase;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.patch.rebase.RebasedPatch.State;

/**
 * A series on a new upstream version.
 *
 * @param base the tag it came from
 * @param onto the tag it is for now
 * @param findings what stopped it; where there is one, the packaging is as it was
 * @param patches one for each entry of the old series
 * @param conflicts the directory where a person has to go on, if there is a conflict
 * @param note what a person should know about the whole, empty if nothing
 */
public record RebasedPatches(
        UpstreamTag base,
        UpstreamTag onto,
        List<Finding> findings,
        List<RebasedPatch> patches,
        Optional<Path> conflicts,
        String note) {

    public RebasedPatches {
        findings = List.copyOf(findings);
        patches = List.copyOf(patches);
    }

    /** Whether the series is through. */
    public boolean passed() {
        return findings.isEmpty();
    }

    /** One line for a person. */
    public String summary() {
        return note.isEmpty() ? counts() : note;
    }

    private String counts() {
        String counts = Arrays.stream(State.values())
                .filter(s -> count(s) > 0)
                .map(s -> count(s) + " " + s.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
        return base + " to " + onto + ", " + HumanUnits.count(patches.size(), "patch")
                + (counts.isEmpty() ? "" : ": " + counts);
    }

    /**
     * Returns this if the series is through.
     *
     * @throws FindingsException with all findings otherwise
     */
    public RebasedPatches orFail() throws FindingsException {
        if (!passed()) {
            throw new FindingsException("the rebase is not through (" + summary() + ")", findings);
        }
        return this;
    }

    private long count(State state) {
        return patches.stream().filter(p -> p.state() == state).count();
    }
}
