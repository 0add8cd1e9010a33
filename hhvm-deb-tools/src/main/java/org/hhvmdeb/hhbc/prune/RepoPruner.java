package org.hhvmdeb.hhbc.prune;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hhvmdeb.hhbc.content.Catalog;
import org.hhvmdeb.hhbc.content.ContentCheck;
import org.hhvmdeb.hhbc.content.Database;
import org.hhvmdeb.hhbc.content.RepoReader;
import org.hhvmdeb.hhbc.content.SchemaDigest;
import org.hhvmdeb.hhbc.content.SchemaTables;
import org.hhvmdeb.hhbc.content.Table;
import org.hhvmdeb.hhbc.format.RepoTable;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;

/** Takes out of a repository what no HHVM uses: the tables of dead schemas, and rows of live ones if asked for. */
final class RepoPruner {

    private static final String SOURCE = "source_repo";
    /** HHVM up to 4.1 waits without an end for a lock that somebody else has. */
    private static final int BUSY_MILLISECONDS = 500;

    private final Path file;
    private final PruneChoice choice;

    public RepoPruner(Path file, PruneChoice choice) {
        this.file = file;
        this.choice = choice;
    }

    /**
     * Looks what there is to do.
     *
     * @throws InputException when a live schema is not there
     */
    public PrunePlan plan() throws HhvmDebException {
        try (Database database = Database.reading(file)) {
            Catalog catalog = Catalog.read(database, Database.MAIN, file);
            Map<String, Long> bytes = new HashMap<>();
            database.forEach(
                    "SELECT m.tbl_name, sum(s.pgsize) FROM dbstat s JOIN sqlite_master m ON m.name = s.name"
                            + " WHERE s.aggregate = TRUE GROUP BY m.tbl_name",
                    row -> bytes.put(row.getString(1), row.getLong(2)));
            List<SchemaTables> schemas = SchemaTables.of(catalog.tables());
            requireLive(schemas);
            List<PrunePlan.Part> live = new ArrayList<>();
            List<PrunePlan.Part> dead = new ArrayList<>();
            List<String> unknown = new ArrayList<>();
            for (SchemaTables tables : schemas) {
                List<String> names = new ArrayList<>();
                boolean stays = choice.live().contains(tables.schema());
                for (Map.Entry<String, Table> table : tables.tables().entrySet()) {
                    boolean known = stays || choice.unknown() || RepoTable.isBase(table.getKey());
                    (known ? names : unknown).add(table.getValue().name());
                }
                if (!tables.schema().isEmpty() && !names.isEmpty()) {
                    (stays ? live : dead).add(part(tables.schema(), names, bytes));
                }
            }
            long[] rows = deadRows(database, schemas);
            return new PrunePlan(
                    live,
                    dead,
                    choice.unknown() ? List.of() : unknownOf(schemas, unknown),
                    rows[0],
                    rows[1],
                    database.number("PRAGMA page_count") * database.number("PRAGMA page_size"),
                    database.number("PRAGMA freelist_count") * database.number("PRAGMA page_size"));
        }
    }

    /**
     * Writes what stays, table for table, row for row, each under its rowid.
     *
     * @param target a new file of our own
     * @param named what messages call it
     */
    public void copy(PrunePlan plan, Path target, Path named, Progress progress) throws HhvmDebException {
        Set<String> dead = new HashSet<>(plan.deadTables());
        try (Database database = Database.ours(target, named, file)) {
            try (Database source = Database.reading(file)) {
                database.execute("PRAGMA page_size = " + source.number("PRAGMA page_size"));
            }
            database.attach(file, SOURCE);
            DeadRows.prepare(database);
            database.execute("BEGIN");
            Catalog catalog = Catalog.read(database, SOURCE, file);
            Catalog.create(
                    database,
                    catalog.objects().stream()
                            .filter(o -> !dead.contains(o.table()))
                            .toList());
            try (Progress.Task task =
                    progress.begin("copying " + file, catalog.tables().size() - dead.size(), "table")) {
                for (SchemaTables tables : SchemaTables.of(catalog.tables())) {
                    DeadRows rows = new DeadRows(database, SOURCE, tables);
                    boolean some = notes(tables, rows);
                    for (Table table : tables.tables().values()) {
                        if (!dead.contains(table.name())) {
                            copy(database, table, some ? rows.staying(table) : "");
                            task.advance(1);
                        }
                    }
                }
            }
            if (!choice.rows()) {
                // Within the transaction, as a running HHVM may write to the file as soon as it is over.
                compare(database, SchemaTables.of(catalog.tables()), progress);
            }
            database.execute("COMMIT");
        }
        ContentCheck.sound(target, named, file);
    }

    private void compare(Database database, List<SchemaTables> schemas, Progress progress) throws HhvmDebException {
        for (SchemaTables tables : schemas) {
            if (choice.live().contains(tables.schema())) {
                long reads = 2L * tables.tables().size();
                try (Progress.Task task = progress.begin("checking schema " + tables.schema(), reads, "table")) {
                    SchemaDigest wanted = new RepoReader(database, SOURCE, file).read(tables, task);
                    SchemaDigest written = new RepoReader(database, Database.MAIN, file).read(tables, task);
                    if (!wanted.digest().equals(written.digest())) {
                        throw ContentCheck.different(file);
                    }
                }
            }
        }
    }

    /**
     * Drops what goes; its pages stay in the file, for HHVM to use again, unless they are given back.
     *
     * @throws InputException when the file is damaged: SQLite would write to pages of others
     */
    public void inPlace(PrunePlan plan, boolean vacuum, Progress progress) throws HhvmDebException {
        ContentCheck.requireSound(file);
        try (Database database = Database.shared(file, BUSY_MILLISECONDS);
                Progress.Task task =
                        progress.begin("pruning " + file, plan.deadTables().size(), "table")) {
            DeadRows.prepare(database);
            database.execute("BEGIN IMMEDIATE");
            Catalog catalog = Catalog.read(database, Database.MAIN, file);
            for (Table table : catalog.tables()) {
                if (plan.deadTables().contains(table.name())) {
                    database.execute("DROP TABLE " + table.in(Database.MAIN));
                    task.advance(1);
                }
            }
            for (SchemaTables tables : SchemaTables.of(catalog.tables())) {
                DeadRows rows = new DeadRows(database, Database.MAIN, tables);
                if (notes(tables, rows)) {
                    for (Table table : tables.tables().values()) {
                        String staying = rows.staying(table);
                        if (!staying.isEmpty()) {
                            database.execute("DELETE FROM " + table.in(Database.MAIN) + " WHERE NOT (" + staying + ")");
                        }
                    }
                }
            }
            database.execute("COMMIT");
        }
        if (vacuum) {
            try (Database database = Database.shared(file, BUSY_MILLISECONDS);
                    Progress.Task task = progress.begin("making " + file + " smaller", 1, "file")) {
                database.execute("VACUUM");
                task.advance(1);
            }
        }
    }

    private boolean notes(SchemaTables tables, DeadRows rows) throws HhvmDebException {
        boolean some = choice.rows() && choice.live().contains(tables.schema());
        if (some) {
            rows.note(choice, file);
        }
        return some;
    }

    private static void copy(Database database, Table table, String staying) throws HhvmDebException {
        String columns = (table.rowid().isPresent() ? "" : "rowid, ") + Table.list(table.columns());
        database.execute("INSERT INTO " + table.in(Database.MAIN) + " (" + columns + ") SELECT " + columns + " FROM "
                + table.in(SOURCE) + (staying.isEmpty() ? "" : " WHERE " + staying) + " ORDER BY rowid");
    }

    private long[] deadRows(Database database, List<SchemaTables> schemas) throws HhvmDebException {
        long[] rows = {0, 0};
        DeadRows.prepare(database);
        for (SchemaTables tables : schemas) {
            if (notes(tables, new DeadRows(database, Database.MAIN, tables))) {
                rows[0] += database.number("SELECT count(*) FROM " + DeadRows.PATHS);
                rows[1] += database.number("SELECT count(*) FROM " + DeadRows.UNITS);
            }
        }
        return rows;
    }

    private void requireLive(List<SchemaTables> schemas) throws InputException {
        Set<String> there = new TreeSet<>();
        schemas.stream().filter(s -> s.tables().containsKey("magic")).forEach(s -> there.add(s.schema()));
        there.remove("");
        for (String live : choice.live()) {
            if (!there.contains(live)) {
                throw new InputException("the live schema " + live + " is not in " + file + ", which holds "
                        + (there.isEmpty() ? "none" : String.join(", ", there))
                        + ". Is it that of the hhvm that uses this file? Ask it with: hhvm-deb cache schema HHVM");
            }
        }
    }

    /** Of the tables that stay against the odds, those that carry the name of a schema. */
    private static List<String> unknownOf(List<SchemaTables> schemas, List<String> names) {
        Set<String> strangers = new HashSet<>();
        schemas.stream()
                .filter(s -> s.schema().isEmpty())
                .flatMap(s -> s.tables().keySet().stream())
                .forEach(strangers::add);
        return names.stream().filter(n -> !strangers.contains(n)).toList();
    }

    private static PrunePlan.Part part(String schema, List<String> names, Map<String, Long> bytes) {
        return new PrunePlan.Part(
                schema,
                names.stream().sorted().toList(),
                names.stream().mapToLong(n -> bytes.getOrDefault(n, 0L)).sum());
    }
}
