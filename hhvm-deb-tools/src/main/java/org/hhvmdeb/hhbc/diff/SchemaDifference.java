package org.hhvmdeb.hhbc.diff;

import java.util.List;

/**
 * How a schema differs between two repositories.
 *
 * @param older its id in the older one
 * @param newer its id in the newer one
 * @param comparable whether the units of both can be held against each other; between MD5 and SHA-1 only the paths can
 * @param files those that differ, by path
 * @param same how many files have the same unit, or only the same path where units cannot be compared
 * @param pathlessAdded units that no path leads to, and that only the newer one has
 * @param pathlessRemoved the same for the older one
 * @param tables other tables whose content differs, by their bases, such as the global tables of a whole-program build
 */
public record SchemaDifference(
        String older,
        String newer,
        boolean comparable,
        List<FileDifference> files,
        long same,
        long pathlessAdded,
        long pathlessRemoved,
        List<String> tables) {

    public SchemaDifference {
        files = List.copyOf(files);
        tables = List.copyOf(tables);
    }

    /** Whether HHVM finds the same in both. */
    public boolean isEmpty() {
        return files.isEmpty() && tables.isEmpty() && pathlessAdded + pathlessRemoved == 0;
    }

    /** How many files were changed so. */
    public long count(FileDifference.Change change) {
        return files.stream().filter(f -> f.change() == change).count();
    }
}
