package org.hhvmdeb.hhbc.survey;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.hhvmdeb.hhbc.format.RepoTable;
import org.hhvmdeb.hhbc.sqlite.Definition;
import org.hhvmdeb.hhbc.sqlite.Extent;
import org.hhvmdeb.hhbc.sqlite.Row;
import org.hhvmdeb.hhbc.sqlite.RowVisitor;
import org.hhvmdeb.hhbc.sqlite.SqliteFile;
import org.hhvmdeb.hhbc.sqlite.Table;

/** Reads the tables of one schema, each once. */
public final class SchemaSurvey {

    private static final Map<String, Integer> PLACES = Map.of("Unit", -1, "FileMd5", 1, "FileSha1", 1);
    private static final int MOST_PRODUCTS = 2;
    private static final int LONGEST_PRODUCT = 1000;

    private final SqliteFile file;
    private final int top;
    private final UnitIndex ledger = new UnitIndex();
    private final List<String> products = new ArrayList<>();
    private long rowsWithoutUnit;

    /**
     * Prepares a survey.
     *
     * @param top how many of the largest units and directories to name
     */
    public SchemaSurvey(SqliteFile file, int top) {
        this.file = file;
        this.top = top;
    }

    /** What was found: the tables sorted by name, the rows of the magic table, and what the units and paths are. */
    public record Result(List<RepoTable> tables, List<String> products, UnitStatistics statistics) {}

    /**
     * Reads the tables.
     *
     * @param tables by base name, all of one schema
     */
    public Result read(Map<String, Table> tables) throws IOException {
        List<RepoTable> read = new ArrayList<>(tables.size());
        PathIndex paths = new PathIndex(ledger, file.charset(), top);
        for (Map.Entry<String, Table> named : inOrder(tables)) {
            String base = named.getKey();
            Table table = named.getValue();
            List<Extent> extents = file.read(table, visitor(base, table.definition(), paths));
            long bytes = extents.stream().mapToLong(Extent::bytes).sum();
            read.add(new RepoTable(table.name(), base, extents.get(0).entries(), bytes));
        }
        read.sort(Comparator.comparing(RepoTable::name));
        return new Result(read, products, paths.statistics(rowsWithoutUnit));
    }

    /** Units before what belongs to them, and paths when it is known what the units take. */
    private static List<Map.Entry<String, Table>> inOrder(Map<String, Table> tables) {
        return tables.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Table> t) -> PLACES.getOrDefault(t.getKey(), 0))
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }

    private RowVisitor visitor(String base, Definition definition, PathIndex paths) {
        int unitSn = definition.column("unitSn");
        int path = definition.column("path");
        int hash = Math.max(definition.column("md5"), definition.column("sha1"));
        return switch (base) {
            case "magic" -> row -> product(row, definition.column("product"));
            case "Unit" -> new UnitRows(definition, unitSn, true, hash);
            case "FileMd5", "FileSha1" -> row -> paths.add(row, path, hash);
            default -> unitSn < 0 ? row -> {} : new UnitRows(definition, unitSn, false, hash);
        };
    }

    private void product(Row row, int column) throws IOException {
        if (products.size() < MOST_PRODUCTS) {
            products.add(new String(row.bytes(column, LONGEST_PRODUCT), file.charset()));
        }
    }

    /** The table of the units, or one whose rows belong to units; its indexes' entries then do so, too. */
    private final class UnitRows implements RowVisitor {

        private final Definition definition;
        private final int unitSn;
        private final boolean byRowid;
        private final boolean units;
        private final int hash;

        UnitRows(Definition definition, int unitSn, boolean units, int hash) {
            this.definition = definition;
            this.unitSn = unitSn;
            this.byRowid = unitSn < 0 || unitSn == definition.rowidColumn();
            this.units = units;
            this.hash = hash;
        }

        @Override
        public void row(Row row) throws IOException {
            long number = byRowid ? row.rowid() : row.integer(unitSn);
            if (units) {
                ledger.add(number, row.hash(hash), row.size());
            } else if (!ledger.charge(number, row.size())) {
                rowsWithoutUnit++;
            }
        }

        @Override
        public RowVisitor entries(Table.Index index) {
            int place = place(index);
            return place < 0 ? entry -> {} : entry -> ledger.charge(entry.integer(place), entry.size());
        }

        /** Where the unit's number stands in an entry; -1 if it does not. */
        private int place(Table.Index index) {
            boolean byRowid =
                    unitSn == definition.rowidColumn() && !index.columns().isEmpty();
            return byRowid && !index.columns().contains(unitSn)
                    ? index.columns().size()
                    : index.columns().indexOf(unitSn);
        }
    }
}
