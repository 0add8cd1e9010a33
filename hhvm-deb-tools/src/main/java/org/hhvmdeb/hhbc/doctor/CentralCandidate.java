package org.hhvmdeb.hhbc.doctor;

import java.util.Optional;
import org.hhvmdeb.hhbc.host.CentralPath;
import org.hhvmdeb.notice.Rule;

/**
 * A place for a repository, and what HHVM makes of it.
 *
 * @param rule of the finding that says why it is rejected; empty otherwise
 */
public record CentralCandidate(CentralPath place, State state, Optional<Rule> rule) {

    /** What HHVM does. */
    public enum State {
        USED,
        REJECTED,
        /** It found an earlier one. */
        NOT_REACHED,
        /** There is none, and HHVM does without. */
        ABSENT
    }
}
