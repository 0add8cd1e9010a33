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

    public Table {
        indexes = List.copyOf(indexes);
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
