package org.hhvmdeb.hhbc.survey;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.hhvmdeb.hhbc.format.PathKind;
import org.hhvmdeb.hhbc.sqlite.Row;

/** Follows the rows of a path table to the units they refer to. A unit with several paths counts for the first. */
final class PathIndex {

    /** No path is longer; what is longer is cut off. */
    private static final int LONGEST = 1 << 14;
    /** Smaller files and directories are shown together: this many fit beside each other. */
    private static final int FINEST = 1500;

    private final UnitIndex units;
    private final Charset charset;
    private final int top;
    private final LongTable names = new LongTable();
    private byte[] versions = new byte[16];
    private final DirectoryTree directories = new DirectoryTree();
    private final TopN<UnitSize> largest;
    private long withoutUnit;
    private long inVersions;
    private long shared;
    private UnitTotals systemlib = UnitTotals.NONE;
    private UnitTotals evaluated = UnitTotals.NONE;

    PathIndex(UnitIndex units, Charset charset, int top) {
        this.units = units;
        this.charset = charset;
        this.top = top;
        this.largest = new TopN<>(
                top,
                Comparator.comparingLong(UnitSize::bytes).thenComparing(UnitSize::unitSn, Comparator.reverseOrder()));
    }

    void add(Row row, int pathColumn, int hashColumn) throws IOException {
        countVersion(row.hash(pathColumn));
        int unit = units.withHash(row.hash(hashColumn));
        if (unit < 0) {
            withoutUnit++;
            return;
        }
        int paths = units.addPath(unit);
        shared += paths == 2 ? 1 : 0;
        long bytes = paths == 1 ? units.bytes(unit) : 0;
        String path = PathText.of(row.bytes(pathColumn, LONGEST), charset);
        if (paths == 1) {
            largest.add(new UnitSize(units.unitSn(unit), Optional.of(path), bytes));
        }
        switch (PathKind.of(path)) {
            case SYSTEMLIB -> systemlib = paths == 1 ? systemlib.plus(bytes) : systemlib;
            case EVALUATED -> evaluated = paths == 1 ? evaluated.plus(bytes) : evaluated;
            case FILE -> directories.add(path, bytes);
        }
    }

    private void countVersion(long name) {
        int number = names.put(name);
        if (number >= versions.length) {
            versions = Arrays.copyOf(versions, 2 * number);
        }
        inVersions += versions[number] == 1 ? 1 : 0;
        versions[number] = (byte) Math.min(2, versions[number] + 1);
    }

    UnitStatistics statistics(long rowsWithoutUnit) {
        long withoutPath = 0;
        UnitTotals all = UnitTotals.NONE;
        for (int unit = 0; unit < units.size(); unit++) {
            all = all.plus(units.bytes(unit));
            if (!units.hasPath(unit)) {
                withoutPath++;
                largest.add(new UnitSize(units.unitSn(unit), Optional.empty(), units.bytes(unit)));
            }
        }
        if (all.units() + names.size() + rowsWithoutUnit == 0) {
            return UnitStatistics.NONE;
        }
        return new UnitStatistics(
                new UnitStatistics.References(withoutUnit, withoutPath, rowsWithoutUnit, inVersions, shared),
                systemlib,
                evaluated,
                all,
                largest.largestFirst(),
                directories.largest(top),
                directories.prune(Math.max(1, all.bytes() / FINEST)));
    }
}
