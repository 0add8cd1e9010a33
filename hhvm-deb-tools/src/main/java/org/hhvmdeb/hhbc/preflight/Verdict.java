package org.hhvmdeb.hhbc.preflight;

import java.util.Locale;

/** What a host would do with a cache. */
public enum Verdict {
    /** It runs the schema of the cache. */
    WARM,
    /** It runs another schema: it would start cold, or in authoritative mode not at all. */
    COLD,
    /** It does not tell without the admin password. */
    DENIED,
    /** Nothing answers there. */
    UNREACHABLE,
    /** Something answers, but no HHVM. */
    NOT_HHVM;

    /** As in {@code "not an HHVM"}. */
    @Override
    public String toString() {
        return this == NOT_HHVM ? "not an HHVM" : name().toLowerCase(Locale.ROOT);
    }
}
