package org.hhvmdeb.hhbc.format;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hhvmdeb.hhbc.sqlite.Definition;
import org.jspecify.annotations.Nullable;

/**
 * Which HHVM releases create such tables. The columns decide, never a version number: HHVM changed them about fifteen
 * times, and forks and snapshots have states in between.
 *
 * @param digest with what HHVM names the content of a file
 * @param releases such as {@code "3.7 to 3.13"}, for a person; {@code "unknown"} for a state in between
 */
public record Generation(Digest digest, String releases) {

    /** The hash in a unit and in the table of paths. HHVM mixes compile options into it; treat it as opaque. */
    public enum Digest {
        MD5,
        SHA1,
        /** The file names no content by hash. */
        NONE
    }

    private static final String SPELLED = "3.22 to 4.0";
    /** What {@link #releases()} says of a state in between. */
    public static final String UNKNOWN = "unknown";

    /** Every blob repository; its header does not tell more. */
    public static final Generation BLOB = new Generation(Digest.NONE, "4.107 and later");

    /**
     * Recognises the tables of one schema.
     *
     * @param columns the columns of every table, by the table's base name
     */
    public static Generation of(Map<String, List<String>> columns) {
        if (columns.containsKey("FileSha1")) {
            return new Generation(Digest.SHA1, sha1(columns));
        }
        return columns.containsKey("FileMd5")
                ? new Generation(Digest.MD5, md5(columns))
                : new Generation(Digest.NONE, UNKNOWN);
    }

    /**
     * The same with the spelling of the statements, which tells releases apart that have the same columns: from 3.30 on there
     * is a blank before the bracket, from 4.0 on in all of them.
     *
     * @param definitions of every table, by the table's base name
     */
    public static Generation spelled(Map<String, Definition> definitions) {
        Map<String, List<String>> columns = new HashMap<>();
        definitions.forEach((base, definition) -> columns.put(base, definition.columns()));
        Generation generation = of(columns);
        if (!generation.releases.equals(SPELLED)) {
            return generation;
        }
        boolean first = blank(definitions.get("Unit"));
        boolean last = blank(definitions.get("FileMd5"));
        return new Generation(generation.digest, first ? last ? "4.0" : "3.30" : last ? SPELLED : "3.22 to 3.29");
    }

    private static boolean blank(@Nullable Definition definition) {
        return definition != null && definition.text().startsWith(" ");
    }

    private static String sha1(Map<String, List<String>> columns) {
        if (columns.containsKey("FuncSourceLoc")) {
            return "4.82 to 4.106";
        }
        if (has(columns, "GlobalData", "key")) {
            return has(columns, "Func", "top") ? "4.51 to 4.65" : "4.66 to 4.81";
        }
        if (columns.containsKey("UnitConstant")) {
            return "4.46 to 4.50";
        }
        if (has(columns, "UnitArray", "provenanceLine")) {
            if (!has(columns, "UnitArray", "provenanceFile")) {
                return "4.6";
            }
            return columns.containsKey("UnitTypeAlias") ? "4.16 to 4.17" : "4.7 to 4.15";
        }
        return columns.containsKey("UnitTypeAlias") ? "4.18 to 4.45" : "4.2 to 4.5";
    }

    private static String md5(Map<String, List<String>> columns) {
        if (has(columns, "Unit", "bc_meta")) {
            return early(columns);
        }
        if (has(columns, "Unit", "lines")) {
            return "3.1 to 3.2";
        }
        if (columns.containsKey("UnitArrayTypeTable")) {
            return columns.containsKey("Record") ? "4.1" : SPELLED;
        }
        if (!columns.containsKey("UnitLineTable")) {
            return has(columns, "Unit", "preload") ? "3.3" : UNKNOWN;
        }
        if (!has(columns, "Unit", "preload")) {
            return "3.4 to 3.6";
        }
        return columns.containsKey("writable") ? "3.7 to 3.13" : "3.14 to 3.21";
    }

    private static String early(Map<String, List<String>> columns) {
        if (has(columns, "Unit", "typeAliases")) {
            return columns.containsKey("GlobalData") ? "2.4 to 3.0" : "2.2 to 2.3";
        }
        return has(columns, "Unit", "typedefs") ? "2.1" : "2.0";
    }

    private static boolean has(Map<String, List<String>> columns, String base, String column) {
        return columns.getOrDefault(base, List.of()).contains(column);
    }

    /** As in {@code "MD5, HHVM 3.7 to 3.13"}. */
    @Override
    public String toString() {
        return (digest == Digest.NONE ? "" : digest + ", ") + "HHVM " + releases;
    }
}
