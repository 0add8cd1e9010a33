package org.hhvmdeb.hhbc.content;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hhvmdeb.hhbc.format.SqlName;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;

/**
 * What a file says it consists of: ordinary tables and indexes, nothing else. HHVM creates neither views nor triggers, and
 * whatever else SQLite could run on our statements has no business in a repository.
 *
 * @param objects in the order of their names
 * @param tables in the order of their names
 */
public record Catalog(List<Entry> objects, List<Table> tables) {

    private static final int MOST = 20_000;

    /**
     * A line of sqlite_master.
     *
     * @param sql what created it
     */
    public record Entry(String type, String name, String table, String sql) {}

    public Catalog {
        objects = List.copyOf(objects);
        tables = List.copyOf(tables);
    }

    /**
     * Reads it.
     *
     * @param source what the file is called in messages
     * @throws InputException when it has something in it that no HHVM creates and that is not safe to write beside
     */
    public static Catalog read(Database database, String alias, Object source) throws HhvmDebException {
        List<Entry> objects = database.list(
                "SELECT type, name, tbl_name, sql FROM " + alias + ".sqlite_master"
                        + " WHERE substr(name, 1, 7) <> 'sqlite_' ORDER BY name, type LIMIT " + (MOST + 1),
                row -> new Entry(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
        if (objects.size() > MOST) {
            throw new InputException(source + " has more than " + MOST + " tables; it is not a repository of HHVM's");
        }
        List<Table> tables = new ArrayList<>();
        for (Entry entry : objects) {
            boolean virtual = entry.sql().toUpperCase(Locale.ROOT).startsWith("CREATE VIRTUAL");
            if (virtual || !(entry.type().equals("table") || entry.type().equals("index"))) {
                throw strange(source, "the " + (virtual ? "virtual table" : entry.type()) + " " + entry.name());
            }
            if (entry.type().equals("table")) {
                tables.add(table(database, alias, entry.name(), source));
            }
        }
        return new Catalog(objects, tables);
    }

    /** The lines of each schema. */
    public Map<String, Set<Entry>> bySchema() {
        Map<String, Set<Entry>> bySchema = new TreeMap<>();
        for (SchemaTables schema : SchemaTables.of(tables)) {
            Set<String> names =
                    schema.tables().values().stream().map(Table::name).collect(Collectors.toSet());
            bySchema.put(
                    schema.schema(),
                    objects.stream()
                            .filter(o -> names.contains(o.table()))
                            .collect(Collectors.toCollection(LinkedHashSet::new)));
        }
        return bySchema;
    }

    /** Creates the same tables in the file that is written, then their indexes. */
    public static void create(Database database, Collection<Entry> entries) throws HhvmDebException {
        for (String type : List.of("table", "index")) {
            for (Entry entry : entries) {
                if (entry.type().equals(type)) {
                    database.executeOnce(entry.sql());
                }
            }
        }
    }

    private record Column(String name, String type, int key, int hidden) {}

    private static Table table(Database database, String alias, String name, Object source) throws HhvmDebException {
        List<Column> columns = database.list(
                "SELECT name, type, pk, hidden FROM pragma_table_xinfo(?, ?) ORDER BY cid",
                row -> new Column(row.getString(1), row.getString(2), row.getInt(3), row.getInt(4)),
                name,
                alias);
        boolean bare = database.number("SELECT wr FROM pragma_table_list(?) WHERE schema = ?", name, alias) != 0;
        if (bare || columns.stream().anyMatch(c -> c.hidden() != 0 || shadowsRowid(c.name()))) {
            throw strange(source, "the table " + name + " with generated columns or without a rowid of its own");
        }
        List<String> primary =
                columns.stream().filter(c -> c.key() > 0).map(Column::name).toList();
        boolean indexed =
                database.number("SELECT count(*) FROM pragma_index_list(?, ?) WHERE origin = 'pk'", name, alias) > 0;
        Optional<String> rowid = primary.size() == 1 && !indexed ? Optional.of(primary.get(0)) : Optional.empty();
        return new Table(
                name,
                columns.stream().map(Column::name).toList(),
                rowid,
                rowid.isPresent() ? primary : key(database, alias, name));
    }

    /** The columns of a unique index none of which is NULL anywhere, as NULLs do not count as alike. */
    private static List<String> key(Database database, String alias, String table) throws HhvmDebException {
        List<String> indexes = database.strings(
                "SELECT name FROM pragma_index_list(?, ?) WHERE \"unique\" AND NOT partial ORDER BY name",
                table,
                alias);
        for (String index : indexes) {
            List<String> columns = database.strings(
                    "SELECT coalesce(name, '') FROM pragma_index_info(?, ?) ORDER BY seqno", index, alias);
            if (columns.contains("")) {
                continue;
            }
            String anyNull =
                    columns.stream().map(c -> SqlName.quoted(c) + " IS NULL").collect(Collectors.joining(" OR "));
            if (database.number("SELECT count(*) FROM (SELECT 1 FROM " + alias + "." + SqlName.quoted(table) + " WHERE "
                            + anyNull + " LIMIT 1)")
                    == 0) {
                return columns;
            }
        }
        return List.of();
    }

    private static boolean shadowsRowid(String column) {
        return List.of("rowid", "_rowid_", "oid").contains(column.toLowerCase(Locale.ROOT));
    }

    private static InputException strange(Object source, String what) {
        return new InputException(source + " has " + what + ", which no HHVM creates; it is not rewritten."
                + " Remove it with sqlite3 or recompile the repository");
    }
}
