package org.hhvmdeb.hhbc.host;

import java.util.Optional;

/**
 * What became of a question to an admin port.
 *
 * @param identity there when an HHVM answered
 * @param detail why there is none, for a person; empty when an HHVM answered
 */
public record AdminReply(Outcome outcome, Optional<AdminIdentity> identity, String detail) {

    /** How it went. */
    public enum Outcome {
        /** An HHVM told its schema. */
        ANSWERED,
        /** It wants a password, or another one. */
        DENIED,
        /** Something answers, but not as HHVM's admin server does. */
        NOT_HHVM,
        /** Nothing answers. */
        UNREACHABLE
    }

    static AdminReply of(AdminIdentity identity) {
        return new AdminReply(Outcome.ANSWERED, Optional.of(identity), "");
    }

    static AdminReply failed(Outcome outcome, String detail) {
        return new AdminReply(outcome, Optional.empty(), detail);
    }
}
