package org.hhvmdeb.patch.forecast;

/** How a patch would fare on an upstream tag. */
public enum CellState {
    /** It applies as it is. */
    APPLIES,
    /** It applies, some lines away from where it says. */
    OFFSET,
    /** The tag has all of it: drop it. */
    UPSTREAM,
    /** The tag has some of it, and the rest still fits: refresh it. */
    PARTLY_UPSTREAM,
    /** A person has to look. */
    CONFLICTS,
    /** It fails only where it builds on an earlier patch that fails here. */
    BLOCKED,
    /** dpkg-source refuses the patch itself, on any tree. */
    BROKEN,
    /** What it touches cannot be read: a submodule that cannot be had, a file the repository lacks. */
    UNKNOWN;

    /** Whether the tree has the patch's change afterwards, be it ours or upstream's. */
    public boolean isInPlace() {
        return this == APPLIES || this == OFFSET || this == UPSTREAM || this == PARTLY_UPSTREAM;
    }
}
