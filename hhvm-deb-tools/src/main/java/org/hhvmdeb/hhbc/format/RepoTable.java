package org.hhvmdeb.hhbc.format;

import java.util.Optional;
import java.util.Set;

/**
 * A table of a repository.
 *
 * @param name as in the file: {@code Unit_1f9a…}
 * @param base the part before the schema: {@code Unit}
 * @param rows how many there are
 * @param bytes of all pages of the table and its indexes
 */
public record RepoTable(String name, String base, long rows, long bytes) {

    /** Every table HHVM ever created. None has an underscore in it, which is what makes names easy to split. */
    private static final Set<String> BASES = Set.of(
            "magic",
            "writable",
            "FileMd5",
            "FileSha1",
            "Unit",
            "UnitLitstr",
            "UnitArray",
            "UnitArrayTypeTable",
            "UnitPreConst",
            "UnitMergeables",
            "UnitSourceLoc",
            "UnitLineTable",
            "UnitTypeAlias",
            "UnitConstant",
            "PreClass",
            "Func",
            "FuncSourceLoc",
            "Litstr",
            "GlobalData",
            "Record");

    /** The schema a table of a known base belongs to; schemas may hold underscores themselves. */
    public static Optional<String> suffixOf(String name) {
        int end = name.indexOf('_');
        return end > 0 && BASES.contains(name.substring(0, end))
                ? Optional.of(name.substring(end + 1))
                : Optional.empty();
    }

    /** Whether a release of HHVM creates tables whose names begin so. */
    public static boolean isBase(String base) {
        return BASES.contains(base);
    }
}
