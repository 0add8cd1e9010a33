package org.hhvmdeb.hhbc.diff;

import java.util.List;

/**
 * How two repositories differ.
 *
 * @param schemas those that were compared
 * @param removed schemas that only the older one holds
 * @param added schemas that only the newer one holds
 */
public record DifferentRepos(List<SchemaDifference> schemas, List<String> removed, List<String> added) {

    public DifferentRepos {
        schemas = List.copyOf(schemas);
        removed = List.copyOf(removed);
        added = List.copyOf(added);
    }

    /** Whether every HHVM finds the same in both. */
    public boolean isEmpty() {
        return removed.isEmpty() && added.isEmpty() && schemas.stream().allMatch(SchemaDifference::isEmpty);
    }
}
