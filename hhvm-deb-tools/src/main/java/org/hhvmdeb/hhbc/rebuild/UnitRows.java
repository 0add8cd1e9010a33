package org.hhvmdeb.hhbc.rebuild;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hhvmdeb.hhbc.content.Database;
import org.hhvmdeb.hhbc.content.Hashing;
import org.hhvmdeb.hhbc.content.Table;
import org.hhvmdeb.hhbc.format.SqlName;
import org.hhvmdeb.notice.HhvmDebException;
import org.jspecify.annotations.Nullable;

/**
 * One table of units, changed row by row: a row that stays the same is not touched, one whose key stays is written over in its
 * place, and a new one takes the place of one that goes.
 */
final class UnitRows {

    private final Database database;
    private final Table table;
    private final String source;
    private final List<String> content;
    private final List<String> values;
    private final List<String> key;

    /**
     * Prepares.
     *
     * @param source what the file with the new content is called in SQLite's words
     */
    UnitRows(Database database, Table table, String source) {
        this.database = database;
        this.table = table;
        this.source = source;
        this.content = table.content();
        this.key = table.rowid().isPresent()
                ? List.of()
                : content.stream().filter(table.key()::contains).toList();
        this.values = content.stream().filter(c -> !key.contains(c)).toList();
    }

    /** A row by what it holds, its unit left out. */
    private record Row(long rowid, String key, String content) {}

    /** Removes what hangs on a unit. */
    void remove(long number) throws HhvmDebException {
        database.execute(
                "DELETE FROM " + table.in(Database.MAIN) + " WHERE " + SqlName.quoted(Table.UNIT) + " = ?", number);
    }

    /** Makes what hangs on a unit the same as what hangs on a unit of the other file. */
    void become(long number, long other) throws HhvmDebException {
        List<Row> rest = rows(Database.MAIN, number);
        List<Row> missing = new ArrayList<>();
        Map<String, Deque<Row>> same = by(r -> r.key() + r.content(), rest);
        for (Row row : rows(source, other)) {
            Row stays = poll(same, row.key() + row.content());
            if (stays == null) {
                missing.add(row);
            } else {
                rest.remove(stays);
            }
        }
        Map<String, Deque<Row>> places = by(Row::key, rest);
        List<Row> added = new ArrayList<>();
        for (Row row : missing) {
            Row place = values.isEmpty() ? null : poll(places, row.key());
            if (place == null) {
                added.add(row);
            } else {
                overwrite(place.rowid(), row.rowid());
                rest.remove(place);
            }
        }
        for (Row row : rest) {
            database.execute("DELETE FROM " + table.in(Database.MAIN) + " WHERE rowid = ?", row.rowid());
        }
        Deque<Row> vacant = new ArrayDeque<>(rest);
        for (Row row : added) {
            insert(Optional.ofNullable(vacant.poll()).map(Row::rowid), number, row.rowid());
        }
    }

    private static Map<String, Deque<Row>> by(Function<Row, String> feature, List<Row> rows) {
        Map<String, Deque<Row>> found = new HashMap<>();
        rows.forEach(r ->
                found.computeIfAbsent(feature.apply(r), f -> new ArrayDeque<>()).add(r));
        return found;
    }

    private static @Nullable Row poll(Map<String, Deque<Row>> rows, String feature) {
        Deque<Row> found = rows.get(feature);
        return found == null ? null : found.poll();
    }

    private List<Row> rows(String alias, long number) throws HhvmDebException {
        Hashing hashing = new Hashing();
        String columns = Stream.of(key, values)
                .flatMap(List::stream)
                .map(c -> ", " + SqlName.quoted(c))
                .collect(Collectors.joining());
        return database.list(
                "SELECT rowid" + columns + " FROM " + table.in(alias) + " WHERE " + SqlName.quoted(Table.UNIT)
                        + " = ? ORDER BY " + table.order(UnaryOperator.identity()),
                row -> new Row(
                        row.getLong(1),
                        hashing.row(row, 2, key.size() + 1).hex(),
                        hashing.row(row, key.size() + 2, content.size() + 1).hex()),
                number);
    }

    private void overwrite(long rowid, long other) throws HhvmDebException {
        database.execute(
                "UPDATE " + table.in(Database.MAIN) + " SET (" + Table.list(values) + ") = (SELECT "
                        + Table.list(values) + " FROM " + table.in(source) + " WHERE rowid = ?) WHERE rowid = ?",
                other,
                rowid);
    }

    private void insert(Optional<Long> rowid, long number, long other) throws HhvmDebException {
        String columns = content.isEmpty() ? "" : ", " + Table.list(content);
        boolean alias = table.rowid().isPresent();
        String sql = "INSERT INTO " + table.in(Database.MAIN) + " (" + (alias ? "" : "rowid, ")
                + SqlName.quoted(Table.UNIT) + columns + ") SELECT " + (alias ? "" : "?, ") + "?" + columns + " FROM "
                + table.in(source) + " WHERE rowid = ?";
        if (alias) {
            database.execute(sql, number, other);
        } else {
            database.execute(sql, rowid.orElse(null), number, other);
        }
    }
}
