package org.hhvmdeb.hhbc.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hhvmdeb.hhbc.format.Generation;
import org.hhvmdeb.hhbc.format.RepoTable;
import org.hhvmdeb.hhbc.format.SchemaNames;
import org.hhvmdeb.notice.HhvmDebException;

/**
 * The tables of one schema.
 *
 * @param schema its id; empty for the tables of no schema
 * @param tables by their bases, in the order of these
 */
public record SchemaTables(String schema, Map<String, Table> tables) {

    public SchemaTables {
        tables = java.util.Collections.unmodifiableMap(new TreeMap<>(tables));
    }

    /** Tells which table belongs to which schema; those of no schema come last. */
    public static List<SchemaTables> of(List<Table> tables) {
        SchemaNames names = SchemaNames.in(tables.stream().map(Table::name).toList());
        Map<String, Map<String, Table>> bySchema = new TreeMap<>();
        Map<String, Table> strangers = new TreeMap<>();
        for (Table table : tables) {
            Optional<String> schema = names.of(table.name());
            if (schema.isPresent()) {
                int base = table.name().length() - schema.get().length() - 1;
                bySchema.computeIfAbsent(schema.get(), s -> new TreeMap<>())
                        .put(table.name().substring(0, base), table);
            } else {
                strangers.put(table.name(), table);
            }
        }
        List<SchemaTables> schemas = new ArrayList<>();
        bySchema.forEach((schema, its) -> schemas.add(new SchemaTables(schema, its)));
        if (!strangers.isEmpty()) {
            schemas.add(new SchemaTables("", strangers));
        }
        return schemas;
    }

    /** Those whose rows belong to units, the units' own among them. */
    public List<Table> ofUnits() {
        return schema.isEmpty()
                ? List.of()
                : tables.values().stream().filter(Table::ofUnits).toList();
    }

    /** All the others. */
    public List<Table> others() {
        return tables.values().stream()
                .filter(t -> schema.isEmpty() || !t.ofUnits())
                .toList();
    }

    public Optional<Table> unit() {
        return Optional.ofNullable(tables.get("Unit")).filter(Table::ofUnits);
    }

    /** The table that says which content a file has. */
    public Optional<Table> paths() {
        return Optional.ofNullable(tables.getOrDefault("FileSha1", tables.get("FileMd5")))
                .filter(t -> hash().isPresent()
                        && t.columns().contains("path")
                        && t.columns().contains(hash().get()));
    }

    /** The column that names the content of a unit by its hash. */
    public Optional<String> hash() {
        return unit().flatMap(u -> u.columns().stream()
                .filter(c -> c.equals("sha1") || c.equals("md5"))
                .findFirst());
    }

    /**
     * Whether the numbers of units are part of the content. A whole-program build of HHVM 4.51 and later keeps a map from
     * symbols to unit numbers in GlobalData; and of tables that are in no release nobody can know what they hold.
     */
    public boolean numbersCount(Database database, String alias) throws HhvmDebException {
        if (tables.keySet().stream().anyMatch(b -> !RepoTable.isBase(b))) {
            return true;
        }
        Table global = tables.get("GlobalData");
        if (global == null || rows(database, global.in(alias)) == 0) {
            return false;
        }
        return global.columns().contains("key") || generation().releases().equals(Generation.UNKNOWN);
    }

    private Generation generation() {
        Map<String, List<String>> columns = new TreeMap<>();
        tables.forEach((base, table) -> columns.put(base, table.columns()));
        return Generation.of(columns);
    }

    private static long rows(Database database, String table) throws HhvmDebException {
        return database.number("SELECT count(*) FROM (SELECT 1 FROM " + table + " LIMIT 1)");
    }
}
