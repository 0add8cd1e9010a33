package org.hhvmdeb.hhbc.survey;

import java.util.Arrays;

/** What each unit of a schema takes, by its number and by its hash. */
final class UnitIndex {

    private final LongTable numbers = new LongTable();
    private final LongTable hashes = new LongTable();
    private int[] unitOfHash = new int[16];
    private long[] bytes = new long[16];
    private byte[] paths = new byte[16];
    private int last = -1;

    /** A row of the Unit table. */
    void add(long unitSn, long hash, long size) {
        int unit = numbers.put(unitSn);
        if (unit >= bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * unit);
            paths = Arrays.copyOf(paths, 2 * unit);
        }
        bytes[unit] += size;
        int number = hashes.put(hash);
        if (number >= unitOfHash.length) {
            unitOfHash = Arrays.copyOf(unitOfHash, 2 * number);
        }
        unitOfHash[number] = unit;
    }

    /** A row that belongs to a unit; false when there is no such unit. Mostly it is that of the last row, or the next one. */
    boolean charge(long unitSn, long size) {
        int unit = last;
        if (unit < 0 || numbers.key(unit) != unitSn) {
            unit++;
            if (unit >= numbers.size() || numbers.key(unit) != unitSn) {
                unit = numbers.get(unitSn);
            }
            last = unit;
        }
        if (unit >= 0) {
            bytes[unit] += size;
        }
        return unit >= 0;
    }

    /** The unit of a content; -1 when there is none. */
    int withHash(long hash) {
        int number = hashes.get(hash);
        return number < 0 ? -1 : unitOfHash[number];
    }

    /** Notes a path of a unit and tells whether it is the first, the second, or (3) a further one. */
    int addPath(int unit) {
        paths[unit] = (byte) Math.min(3, paths[unit] + 1);
        return paths[unit];
    }

    boolean hasPath(int unit) {
        return paths[unit] > 0;
    }

    long bytes(int unit) {
        return bytes[unit];
    }

    long unitSn(int unit) {
        return numbers.key(unit);
    }

    int size() {
        return numbers.size();
    }
}
