package org.hhvmdeb.hhbc.survey;

import java.util.List;

/**
 * What the units and paths of one schema are.
 *
 * @param references between units and paths
 * @param systemlib units of HHVM itself
 * @param evaluated units of code that a script put together
 * @param units all of them, with what their rows take
 * @param largestUnits largest first
 * @param largestDirectories largest first
 * @param tree directories and files of the site
 */
public record UnitStatistics(
        References references,
        UnitTotals systemlib,
        UnitTotals evaluated,
        UnitTotals units,
        List<UnitSize> largestUnits,
        List<DirectorySize> largestDirectories,
        SizeTree tree) {

    /**
     * How units and paths belong together, and which do not.
     *
     * @param pathsWithoutUnit rows of the path table whose hash no unit has: a crash between two transactions, harmless
     * @param unitsWithoutPath units that no path refers to: forgotten through {@code /invalidate-units}, or stale. Outside of
     *     authoritative mode HHVM still finds them by their hash
     * @param rowsWithoutUnit rows of other tables whose unit is not there: a prune by hand
     * @param pathsInVersions paths with more than one hash: changed since they were first compiled
     * @param sharedUnits units that more than one path refers to: files with the same content
     */
    public record References(
            long pathsWithoutUnit,
            long unitsWithoutPath,
            long rowsWithoutUnit,
            long pathsInVersions,
            long sharedUnits) {}

    /** Of a schema without units. */
    public static final UnitStatistics NONE = new UnitStatistics(
            new References(0, 0, 0, 0, 0),
            UnitTotals.NONE,
            UnitTotals.NONE,
            UnitTotals.NONE,
            List.of(),
            List.of(),
            new SizeTree("", 0, 0, List.of()));

    public UnitStatistics {
        largestUnits = List.copyOf(largestUnits);
        largestDirectories = List.copyOf(largestDirectories);
    }
}
