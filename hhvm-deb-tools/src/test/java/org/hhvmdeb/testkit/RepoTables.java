package org.hhvmdeb.testkit;

import java.util.ArrayList;
import java.util.List;

/**
 * The tables that releases of HHVM create, each row of their history; {@code @} stands for the schema. The spelling is that of
 * the release, too, as SQLite keeps it.
 */
public enum RepoTables {
    R2_0("2.0"),
    R2_1("2.1"),
    R2_2("2.2 to 2.3"),
    R2_4("2.4 to 3.0"),
    R3_1("3.1 to 3.2"),
    R3_3("3.3"),
    R3_4("3.4 to 3.6"),
    R3_7("3.7 to 3.13"),
    R3_14("3.14 to 3.21"),
    R3_22("3.22 to 3.29"),
    R3_30("3.30"),
    R4_0("4.0"),
    R4_1("4.1"),
    R4_2("4.2 to 4.5"),
    R4_6("4.6"),
    R4_7("4.7 to 4.15"),
    R4_16("4.16 to 4.17"),
    R4_18("4.18 to 4.45"),
    R4_46("4.46 to 4.50"),
    R4_51("4.51 to 4.65"),
    R4_66("4.66 to 4.81"),
    R4_82("4.82 to 4.106");

    private static final List<String> LAST_WITHOUT_BLANK = List.of("magic_@", "FileMd5_@", "PreClass_@", "Func_@");

    /** As {@link org.hhvmdeb.hhbc.format.Generation#releases()} names them. */
    public final String releases;

    RepoTables(String releases) {
        this.releases = releases;
    }

    public boolean sha1() {
        return from(R4_2);
    }

    /** How many tables a schema of these releases has. */
    public int size() {
        return tables().size();
    }

    /** What creates them, {@code @} for the schema. */
    public List<String> statements() {
        List<String> sql = new ArrayList<>();
        for (String table : tables()) {
            int columns = table.indexOf('(');
            String name = table.substring(0, columns);
            boolean blank = from(R4_0) || (from(R3_30) && !LAST_WITHOUT_BLANK.contains(name));
            sql.add("CREATE TABLE " + name + (blank ? " " : "") + table.substring(columns));
        }
        if (from(R4_51)) {
            sql.add("CREATE INDEX FileSha1_@_sha1_index ON FileSha1_@ (sha1)");
        }
        return sql;
    }

    private List<String> tables() {
        List<String> sql = new ArrayList<>();
        sql.add("magic_@(product TEXT)");
        if (!from(R3_14)) {
            sql.add("writable_@(canary INTEGER)");
        }
        sql.add(
                sha1()
                        ? "FileSha1_@(path TEXT, sha1 BLOB, UNIQUE(path, sha1))"
                        : "FileMd5_@(path TEXT, md5 BLOB, UNIQUE(path, md5))");
        sql.add("Unit_@(unitSn INTEGER PRIMARY KEY, " + unit() + ")");
        sql.add("UnitLitstr_@(unitSn INTEGER, litstrId INTEGER, litstr TEXT, PRIMARY KEY (unitSn, litstrId))");
        sql.add("UnitArray_@(unitSn INTEGER, arrayId INTEGER, array BLOB" + provenance()
                + ", PRIMARY KEY (unitSn, arrayId))");
        sql.add("UnitMergeables_@(unitSn INTEGER, mergeableIx INTEGER, mergeableKind INTEGER, mergeableId INTEGER"
                + (from(R4_46) ? "" : ", mergeableValue BLOB") + ", PRIMARY KEY (unitSn, mergeableIx))");
        sql.add("PreClass_@(unitSn INTEGER, preClassId INTEGER, name TEXT, hoistable INTEGER, extraData BLOB,"
                + " PRIMARY KEY (unitSn, preClassId))");
        sql.add("Func_@(unitSn INTEGER, funcSn INTEGER, preClassId INTEGER, name TEXT"
                + (from(R4_66) ? "" : ", top INTEGER") + (from(R4_82) ? ", bc BLOB" : "") + ", extraData BLOB"
                + (from(R4_82) ? ", lineTable BLOB" : "") + ", PRIMARY KEY (unitSn, funcSn))");
        later(sql);
        return sql;
    }

    private void later(List<String> sql) {
        if (!from(R2_1)) {
            sql.add("UnitPreConst_@(unitSn INTEGER, name TEXT, value BLOB, preConstId INTEGER,"
                    + " PRIMARY KEY (unitSn, preConstId))");
        }
        if (!from(R4_82)) {
            sql.add("UnitSourceLoc_@(unitSn INTEGER, pastOffset INTEGER, line0 INTEGER, char0 INTEGER, line1 INTEGER,"
                    + " char1 INTEGER, PRIMARY KEY (unitSn, pastOffset))");
        }
        if (from(R2_2)) {
            sql.add(
                    from(R3_30)
                            ? "Litstr_@(litstrId INTEGER PRIMARY KEY, litstr TEXT)"
                            : "Litstr_@(litstrId INTEGER, litstr TEXT, PRIMARY KEY (litstrId))");
        }
        if (from(R2_4)) {
            sql.add(from(R4_51) ? "GlobalData_@(key TEXT, data BLOB)" : "GlobalData_@(data BLOB)");
        }
        if (from(R3_4) && !from(R4_82)) {
            sql.add("UnitLineTable_@(unitSn INTEGER PRIMARY KEY, data BLOB)");
        }
        if (from(R3_22)) {
            sql.add(
                    from(R3_30)
                            ? "UnitArrayTypeTable_@(unitSn INTEGER PRIMARY KEY, arrayTypeTable BLOB)"
                            : "UnitArrayTypeTable_@(unitSn INTEGER, arrayTypeTable BLOB, PRIMARY KEY (unitSn))");
        }
        if (from(R4_1)) {
            sql.add("Record_@(unitSn INTEGER, recordId INTEGER, name TEXT, extraData BLOB,"
                    + " PRIMARY KEY (unitSn, recordId))");
        }
        if (from(R4_16)) {
            sql.add("UnitTypeAlias_@(unitSn INTEGER, typeAliasId INTEGER, name TEXT, data BLOB,"
                    + " PRIMARY KEY (unitSn, typeAliasId))");
        }
        if (from(R4_46)) {
            sql.add("UnitConstant_@(unitSn INTEGER, constantId INTEGER, name TEXT, data BLOB,"
                    + " PRIMARY KEY (unitSn, constantId))");
        }
        if (from(R4_82)) {
            sql.add("FuncSourceLoc_@(unitSn INTEGER, funcSn INTEGER, pastOffset INTEGER, line0 INTEGER, char0 INTEGER,"
                    + " line1 INTEGER, char1 INTEGER, PRIMARY KEY (unitSn, funcSn, pastOffset))");
        }
    }

    private String unit() {
        if (from(R4_2)) {
            return "sha1 BLOB UNIQUE, globalids INTEGER, " + (from(R4_82) ? "" : "bc BLOB, ") + "data BLOB";
        }
        if (from(R3_30)) {
            return "md5 BLOB UNIQUE, preload INTEGER, bc BLOB, data BLOB";
        }
        if (from(R3_3)) {
            return "md5 BLOB, " + (this == R3_4 ? "" : "preload INTEGER, ") + "bc BLOB, data BLOB, UNIQUE (md5)";
        }
        String last = from(R2_2) ? ", typeAliases BLOB" : from(R2_1) ? ", typedefs BLOB" : "";
        return "md5 BLOB, bc BLOB, " + (from(R3_1) ? "" : "bc_meta BLOB, ")
                + "mainReturn BLOB, mergeable INTEGER, lines BLOB" + last + ", UNIQUE (md5)";
    }

    private String provenance() {
        String line = from(R4_6) && !from(R4_18) ? ", provenanceLine INTEGER" : "";
        return line + (from(R4_7) && !from(R4_18) ? ", provenanceFile TEXT" : "");
    }

    private boolean from(RepoTables first) {
        return compareTo(first) >= 0;
    }
}
