package org.hhvmdeb.upstream;

import java.time.Instant;
import java.util.List;

/**
 * The whole tree of a tag with its submodules, pruned.
 *
 * @param date of the tag's commit
 * @param entries files and links in the order of their bytes, no path twice
 * @param submodules in the order of their paths
 * @param pruned what each pattern took out
 */
record UpstreamTree(
        Instant date, List<TreeEntry> entries, List<SubmoduleRecord> submodules, List<PrunedPattern> pruned) {

    UpstreamTree {
        entries = List.copyOf(entries);
        submodules = List.copyOf(submodules);
        pruned = List.copyOf(pruned);
    }

    /** Whether it lacks something that upstream has. */
    boolean lacksSomething() {
        return pruned.stream().anyMatch(PrunedPattern::matchedSomething)
                || submodules.stream().anyMatch(s -> s.leftOut().isPresent());
    }
}
