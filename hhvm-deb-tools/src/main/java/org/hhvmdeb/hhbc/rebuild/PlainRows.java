package org.hhvmdeb.hhbc.rebuild;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hhvmdeb.hhbc.content.Database;
import org.hhvmdeb.hhbc.content.Table;
import org.hhvmdeb.hhbc.format.SqlName;
import org.hhvmdeb.notice.HhvmDebException;

/** A table whose rows belong to no unit, changed row by row where its key allows it. */
final class PlainRows {

    private final Database database;
    private final Table table;
    private final String source;

    PlainRows(Database database, Table table, String source) {
        this.database = database;
        this.table = table;
        this.source = source;
    }

    /** Makes it the same as the table of the other file. */
    void become() throws HhvmDebException {
        if (table.key().isEmpty()) {
            database.execute("DELETE FROM " + table.in(Database.MAIN));
            database.execute("INSERT INTO " + table.in(Database.MAIN) + " (" + Table.list(table.columns()) + ") SELECT "
                    + Table.list(table.columns()) + " FROM " + table.in(source) + " ORDER BY "
                    + table.order(c -> c));
            return;
        }
        List<Long> added = missing(source, Database.MAIN);
        Deque<Long> vacant = new ArrayDeque<>(missing(Database.MAIN, source));
        for (long rowid : vacant) {
            database.execute("DELETE FROM " + table.in(Database.MAIN) + " WHERE rowid = ?", rowid);
        }
        boolean alias = table.rowid().isPresent();
        String columns = Table.list(table.columns());
        String sql = "INSERT INTO " + table.in(Database.MAIN) + " (" + (alias ? "" : "rowid, ") + columns + ") SELECT "
                + (alias ? "" : "?, ") + columns + " FROM " + table.in(source) + " WHERE rowid = ?";
        for (long rowid : added) {
            if (alias) {
                database.execute(sql, rowid);
            } else {
                database.execute(sql, Optional.ofNullable(vacant.poll()).orElse(null), rowid);
            }
        }
    }

    /** The rowids of what only one of both files has, in the order of the key. */
    private List<Long> missing(String in, String from) throws HhvmDebException {
        String same = table.columns().stream()
                .map(SqlName::quoted)
                .map(c -> "b." + c + " IS a." + c + " AND typeof(b." + c + ") = typeof(a." + c + ")")
                .collect(Collectors.joining(" AND "));
        return database.list(
                "SELECT a.rowid FROM " + table.in(in) + " a WHERE NOT EXISTS (SELECT 1 FROM " + table.in(from)
                        + " b WHERE " + same + ") ORDER BY " + table.order(c -> "a." + c),
                row -> row.getLong(1));
    }
}
