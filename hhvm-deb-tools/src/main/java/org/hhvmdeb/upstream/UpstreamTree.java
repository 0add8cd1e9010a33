package org.hhvmdeb.upstream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The whole tree of a tag with its submodules, pruned.
 *
 * @param date of the tag's commit
 * @param entries files, links and the directories that stay empty, in the order of their bytes, no path twice
 * @param submodules in the order of their paths
 * @param pruned what each pattern took out
 * @param gitFiles what {@link GitFiles} took out; empty where they are in the tree
 */
record UpstreamTree(
        Instant date,
        List<TreeEntry> entries,
        List<SubmoduleRecord> submodules,
        List<PrunedPattern> pruned,
        Optional<PrunedPattern> gitFiles) {

    UpstreamTree {
        entries = List.copyOf(entries);
        submodules = List.copyOf(submodules);
        pruned = List.copyOf(pruned);
    }

    /** Whether it lacks something that upstream has; git's own files are no part of the software. */
    boolean lacksSomething() {
        return pruned.stream().anyMatch(PrunedPattern::matchedSomething)
                || submodules.stream()
                        .flatMap(s -> s.leftOut().stream())
                        .anyMatch(reason -> !reason.equals(SubmoduleRecord.GIT_FILE));
    }
}
