package org.hhvmdeb.hhbc.prune;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a prune leaves.
 *
 * @param live the ids of the schemas that are in use
 * @param unknown whether tables no HHVM creates go, too, when their names end in a dead schema
 * @param orphans whether rows of live schemas go that nothing refers to
 * @param gone whether files go that are not on this machine any more
 */
record PruneChoice(SortedSet<String> live, boolean unknown, boolean orphans, boolean gone) {

    public PruneChoice {
        live = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(live));
    }

    /** Whether live schemas are touched at all. */
    boolean rows() {
        return orphans || gone;
    }
}
