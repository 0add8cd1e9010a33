package org.hhvmdeb.patch.dep3;

import java.util.Locale;

/**
 * Whether a patch was sent upstream: the field Forwarded.
 *
 * @param state what it means
 * @param reference what it says, where that is neither yes nor no: a URL as a rule
 */
public record Forwarded(State state, String reference) {

    /** DEP-3's three answers. */
    public enum State {
        YES,
        NO,
        NOT_NEEDED
    }

    /** What it means that the field is missing: yes where there is an upstream bug, no otherwise. */
    static Forwarded missing(boolean bug) {
        return new Forwarded(bug ? State.YES : State.NO, "");
    }

    static Forwarded parse(String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "no" -> new Forwarded(State.NO, "");
            case "not-needed" -> new Forwarded(State.NOT_NEEDED, "");
            case "yes" -> new Forwarded(State.YES, "");
            default -> new Forwarded(State.YES, value.strip());
        };
    }
}
