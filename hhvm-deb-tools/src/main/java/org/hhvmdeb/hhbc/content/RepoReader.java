package org.hhvmdeb.hhbc.content;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.hhvmdeb.hhbc.format.SqlName;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;

/** Reads all rows of a repository once and keeps a digest of each unit and each table. */
public final class RepoReader {

    private final Database database;
    private final String alias;
    private final Object source;

    /**
     * Prepares to read.
     *
     * @param alias the name of the file in SQLite's words
     * @param source what the file is called in messages
     */
    public RepoReader(Database database, String alias, Object source) {
        this.database = database;
        this.alias = alias;
        this.source = source;
    }

    public RepoDigest read(Progress progress) throws HhvmDebException {
        Catalog catalog = Catalog.read(database, alias, source);
        SortedMap<String, SchemaDigest> schemas = new TreeMap<>();
        try (Progress.Task task =
                progress.begin("reading " + source, catalog.tables().size(), "table")) {
            for (SchemaTables tables : SchemaTables.of(catalog.tables())) {
                schemas.put(tables.schema(), read(tables, task));
            }
        }
        return new RepoDigest(catalog, schemas);
    }

    /** Reads the tables of one schema only. */
    public SchemaDigest read(SchemaTables tables, Progress.Task task) throws HhvmDebException {
        SortedMap<Long, UnitDigest> units = new TreeMap<>();
        for (Table table : tables.ofUnits()) {
            addUnits(table, units);
            task.advance(1);
        }
        nameUnits(tables, units);
        SortedMap<String, String> others = new TreeMap<>();
        for (Table table : tables.others()) {
            others.put(table.name(), whole(table));
            task.advance(1);
        }
        return new SchemaDigest(tables.numbersCount(database, alias), units, paths(tables), others);
    }

    private void addUnits(Table table, SortedMap<Long, UnitDigest> units) throws HhvmDebException {
        List<String> content = table.content();
        Map<Long, Hashing> open = new HashMap<>();
        long[] current = {0};
        String odd = "typeof(" + SqlName.quoted(Table.UNIT) + ") <> 'integer'";
        if (database.number("SELECT count(*) FROM (SELECT 1 FROM " + table.in(alias) + " WHERE " + odd + " LIMIT 1)")
                > 0) {
            throw new InputException(source + " has rows in " + table.name() + " whose " + Table.UNIT
                    + " is not a number; no HHVM writes them. Recompile the repository");
        }
        String columns = content.isEmpty() ? "NULL" : Table.list(content);
        database.forEach(
                "SELECT " + SqlName.quoted(Table.UNIT) + ", " + columns + " FROM " + table.in(alias) + " ORDER BY "
                        + table.order(UnaryOperator.identity()),
                row -> {
                    long unit = row.getLong(1);
                    if (unit != current[0]) {
                        finish(table, open, units);
                        current[0] = unit;
                    }
                    open.computeIfAbsent(unit, u -> new Hashing()).row(row, 2, Math.max(2, content.size() + 1));
                });
        finish(table, open, units);
    }

    /** Adds the rows of one table to what is known of the unit they belong to. */
    private static void finish(Table table, Map<Long, Hashing> open, SortedMap<Long, UnitDigest> units) {
        open.forEach((number, rows) -> {
            UnitDigest known = units.getOrDefault(number, new UnitDigest(number, "", "", 0));
            long bytes = known.bytes() + rows.bytes();
            String digest = new Hashing()
                    .text(known.digest())
                    .text(table.name())
                    .text(rows.hex())
                    .hex();
            units.put(number, new UnitDigest(number, "", digest, bytes));
        });
        open.clear();
    }

    private void nameUnits(SchemaTables tables, SortedMap<Long, UnitDigest> units) throws HhvmDebException {
        Optional<Table> unit = tables.unit();
        if (unit.isEmpty() || tables.hash().isEmpty()) {
            return;
        }
        database.forEach(
                "SELECT " + SqlName.quoted(Table.UNIT) + ", "
                        + SqlName.quoted(tables.hash().get()) + " FROM "
                        + unit.get().in(alias),
                row -> {
                    String hash = hex(row.getBytes(2));
                    units.computeIfPresent(row.getLong(1), (n, u) -> new UnitDigest(n, hash, u.digest(), u.bytes()));
                });
    }

    private List<FilePath> paths(SchemaTables tables) throws HhvmDebException {
        List<FilePath> paths = new ArrayList<>();
        if (tables.paths().isPresent() && tables.hash().isPresent()) {
            database.forEach(
                    "SELECT CAST(path AS BLOB), CAST("
                            + SqlName.quoted(tables.hash().get()) + " AS BLOB) FROM "
                            + tables.paths().get().in(alias),
                    row -> {
                        byte[] path = row.getBytes(1);
                        paths.add(FilePath.of(path == null ? new byte[0] : path, hex(row.getBytes(2))));
                    });
        }
        return paths;
    }

    private static String hex(byte @org.jspecify.annotations.Nullable [] hash) {
        return hash == null ? "" : HexFormat.of().formatHex(hash);
    }

    private String whole(Table table) throws HhvmDebException {
        Hashing hashing = new Hashing();
        database.forEach(
                "SELECT " + Table.list(table.columns()) + " FROM " + table.in(alias) + " ORDER BY "
                        + table.order(UnaryOperator.identity()),
                row -> hashing.row(row, 1, table.columns().size()));
        return hashing.hex();
    }
}
