package org.hhvmdeb.patch.engine;

/** What became of a hunk. */
public enum HunkStatus {
    /** It fits where it says. */
    EXACT,
    /** It fits, but some lines above or below. */
    OFFSET,
    /** It fits only when some lines of context are left out of the comparison; never in strict mode. */
    FUZZ,
    /** It fits nowhere. */
    FAILED,
    /** The file already is as the hunk would leave it. */
    ALREADY_APPLIED,
    /** Nobody looked, as very many hunks before it failed. */
    NOT_TRIED;

    /** Whether the hunk has its place. */
    public boolean fits() {
        return this == EXACT || this == OFFSET || this == FUZZ;
    }
}
