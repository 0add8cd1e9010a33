package org.hhvmdeb.hhbc.sqlite;

import java.io.IOException;

/** What looks at the rows of a table, in the order of their numbers, and then at the entries of its indexes. */
@FunctionalInterface
public interface RowVisitor {

    /** A row of the table; an entry has the key's columns, then the row's number. */
    void row(Row row) throws IOException;

    /** What looks at the entries of an index. */
    default RowVisitor entries(Table.Index index) {
        return entry -> {};
    }
}
