package org.hhvmdeb.upstream.prune;

import java.util.List;
import org.hhvmdeb.debian.UpstreamTag;

/**
 * What to leave out of the tarball of a tag.
 *
 * @param tag upstream's
 * @param suggestions in the order of their paths
 * @param patterns for Files-Excluded: those that are in debian/copyright already, and the new ones
 */
public record PruneSuggestions(UpstreamTag tag, List<PruneSuggestion> suggestions, List<String> patterns) {

    public PruneSuggestions {
        suggestions = List.copyOf(suggestions);
        patterns = List.copyOf(patterns);
    }

    /** The field for the first paragraph of debian/copyright; empty where nothing is to be left out. */
    public String filesExcluded() {
        return patterns.isEmpty() ? "" : "Files-Excluded:\n " + String.join("\n ", patterns) + "\n";
    }
}
