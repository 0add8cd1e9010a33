package org.hhvmdeb.hhbc.doctor;

import org.hhvmdeb.hhbc.host.CentralPath;

/**
 * A place for a repository, and what HHVM makes of it.
 *
 * @param rule of the finding that says why it is rejected; empty otherwise
 */
public record CentralCandidate(CentralPath place, State state, String rule) {

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
