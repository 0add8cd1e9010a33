package org.hhvmdeb.hhbc.prune;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.hhbc.content.Database;
import org.hhvmdeb.hhbc.content.SchemaTables;
import org.hhvmdeb.hhbc.content.Table;
import org.hhvmdeb.hhbc.format.PathKind;
import org.hhvmdeb.hhbc.format.SqlName;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;

/**
 * The rows of one live schema that nothing needs any more, noted in temporary tables. A unit that files share stays as long as one
 * of them does; what HHVM made up itself has no file and stays.
 */
final class DeadRows {

    static final String PATHS = "temp.dead_paths";
    static final String UNITS = "temp.dead_units";

    private final Database database;
    private final String alias;
    private final SchemaTables tables;

    DeadRows(Database database, String alias, SchemaTables tables) {
        this.database = database;
        this.alias = alias;
        this.tables = tables;
    }

    /** Creates the tables; once for a connection. */
    static void prepare(Database database) throws HhvmDebException {
        database.execute("CREATE TEMP TABLE dead_paths (id INTEGER PRIMARY KEY)");
        database.execute("CREATE TEMP TABLE dead_units (id INTEGER PRIMARY KEY)");
    }

    /**
     * Notes them, and nothing of another schema.
     *
     * @param source what the file is called in messages
     * @throws InputException when this schema must not be touched row by row
     */
    void note(PruneChoice choice, Object source) throws HhvmDebException {
        database.execute("DELETE FROM " + PATHS);
        database.execute("DELETE FROM " + UNITS);
        Optional<Table> unit = tables.unit();
        Optional<Table> paths = tables.paths();
        if (unit.isEmpty() || paths.isEmpty() || tables.hash().isEmpty()) {
            throw new InputException("schema " + tables.schema() + " in " + source
                    + " has no tables of units and paths that this program knows; its rows are left alone");
        }
        requireFilledByServer(source);
        String hash = SqlName.quoted(tables.hash().get());
        if (choice.gone()) {
            noteGone(paths.get());
        }
        if (choice.orphans()) {
            noteOrphanPaths(paths.get(), unit.get(), hash, source);
        }
        String alivePaths = "SELECT " + hash + " FROM " + paths.get().in(alias) + " WHERE " + hash
                + " IS NOT NULL AND rowid NOT IN (SELECT id FROM " + PATHS + ")";
        String lostPaths =
                "SELECT " + hash + " FROM " + paths.get().in(alias) + " WHERE rowid IN (SELECT id FROM " + PATHS + ")";
        database.execute("INSERT INTO " + UNITS + " SELECT " + Table.UNIT + " FROM "
                + unit.get().in(alias) + " WHERE " + hash + " NOT IN (" + alivePaths + ")"
                + (choice.orphans() ? "" : " AND " + hash + " IN (" + lostPaths + ")"));
        if (choice.orphans()) {
            for (Table table : tables.ofUnits()) {
                database.execute("INSERT OR IGNORE INTO " + UNITS + " SELECT " + Table.UNIT + " FROM " + table.in(alias)
                        + " WHERE " + Table.UNIT + " NOT IN (SELECT " + Table.UNIT + " FROM "
                        + unit.get().in(alias) + ")");
            }
        }
    }

    /** Which rows of a table stay, as the condition of a statement; empty where all do. */
    String staying(Table table) {
        if (tables.ofUnits().contains(table)) {
            return SqlName.quoted(Table.UNIT) + " NOT IN (SELECT id FROM " + UNITS + ")";
        }
        return tables.paths().equals(Optional.of(table)) ? "rowid NOT IN (SELECT id FROM " + PATHS + ")" : "";
    }

    /** Units of a whole-program build rely on each other; and of tables no release has nobody knows what they refer to. */
    private void requireFilledByServer(Object source) throws HhvmDebException {
        Table global = tables.tables().get("GlobalData");
        boolean whole = global != null
                && database.number("SELECT count(*) FROM (SELECT 1 FROM " + global.in(alias) + " LIMIT 1)") > 0;
        if (whole || tables.numbersCount(database, alias)) {
            throw new InputException("schema " + tables.schema() + " in " + source
                    + (whole
                            ? " is a whole-program build, whose units rely on each other"
                            : " has tables that no HHVM creates")
                    + "; single rows are removed from what a running HHVM filled only. Recompile it instead");
        }
    }

    private void noteGone(Table paths) throws HhvmDebException {
        List<Long> gone = new ArrayList<>();
        database.forEach("SELECT rowid, CAST(path AS BLOB) FROM " + paths.in(alias), row -> {
            byte[] path = row.getBytes(2);
            if (path != null && isGone(new String(path, StandardCharsets.UTF_8))) {
                gone.add(row.getLong(1));
            }
        });
        for (long rowid : gone) {
            database.execute("INSERT INTO " + PATHS + " VALUES (?)", rowid);
        }
    }

    private static boolean isGone(String path) {
        try {
            // What cannot be decoded or is relative might be there under another name.
            return path.startsWith("/")
                    && path.indexOf('\ufffd') < 0
                    && !PathKind.of(path).virtual()
                    && Files.notExists(Path.of(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private void noteOrphanPaths(Table paths, Table unit, String hash, Object source) throws HhvmDebException {
        long named = database.number("SELECT count(*) FROM (SELECT 1 FROM " + paths.in(alias) + " LIMIT 1)");
        long units = database.number("SELECT count(*) FROM (SELECT 1 FROM " + unit.in(alias) + " LIMIT 1)");
        if (named == 0 && units > 0) {
            throw new InputException("schema " + tables.schema() + " in " + source + " has units and not one path:"
                    + " HHVM finds units by their content, so these are in use, and nothing says which are orphans");
        }
        database.execute("INSERT OR IGNORE INTO " + PATHS + " SELECT rowid FROM " + paths.in(alias) + " WHERE " + hash
                + " IS NULL OR " + hash + " NOT IN (SELECT " + hash + " FROM " + unit.in(alias) + " WHERE " + hash
                + " IS NOT NULL)");
    }
}
