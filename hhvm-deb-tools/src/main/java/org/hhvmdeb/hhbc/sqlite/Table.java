package org.hhvmdeb.hhbc.sqlite;

import java.util.List;

/**
 * A table of a database.
 *
 * @param name in the file's own spelling; bytes that are no text come out as replacement characters
 * @param root the page its tree begins at
 * @param definition its columns
 * @param indexes those that belong to it
 */
public record Table(String name, long root, Definition definition, List<Index> indexes) {

    /** Columns of all the indexes of a table. HHVM's tables have five at most. */
    static final int MOST_KEYS = 64;

    public Table {
        indexes = List.copyOf(indexes);
    }

    /** Whether each row can be held against each index: what that takes is the product of the rows and these columns. */
    boolean checkable() {
        return indexes.stream().mapToLong(i -> Math.max(1, i.columns().size())).sum() <= MOST_KEYS;
    }

    /**
     * An index of a table.
     *
     * @param name in the file's own spelling
     * @param root the page its tree begins at
     * @param columns of the table, by their places, that make the key; empty when it is not a plain list of columns
     * @param unique whether no key may be there twice
     * @param partial whether some rows have no entry
     */
    public record Index(String name, long root, List<Integer> columns, boolean unique, boolean partial) {

        public Index {
            columns = List.copyOf(columns);
        }
    }
}
