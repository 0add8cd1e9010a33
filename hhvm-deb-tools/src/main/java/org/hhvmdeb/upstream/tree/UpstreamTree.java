package org.hhvmdeb.upstream.tree;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.upstream.git.GitFiles;

/**
 * The whole tree of a tag with its submodules, pruned.
 *
 * @param date of the tag's commit
 * @param entries files, links and the directories that stay empty, in the order of their bytes, no path twice
 * @param submodules in the order of their paths
 * @param pruned what each pattern took out
 * @param gitFiles what {@link GitFiles} took out; empty where they are in the tree
 */
public record UpstreamTree(
        Instant date,
        List<TreeEntry> entries,
        List<SubmoduleRecord> submodules,
        List<PrunedPattern> pruned,
        Optional<PrunedPattern> gitFiles) {

    public UpstreamTree {
        entries = List.copyOf(entries);
        submodules = List.copyOf(submodules);
        pruned = List.copyOf(pruned);
    }

    /** Whether it lacks something that upstream has; git's own files are no part of the software. */
    public boolean lacksSomething() {
        return pruned.stream().anyMatch(PrunedPattern::matchedSomething)
                || submodules.stream()
                        .flatMap(s -> s.leftOut().stream())
                        .anyMatch(reason -> !reason.equals(SubmoduleRecord.GIT_FILE));
    }
}
