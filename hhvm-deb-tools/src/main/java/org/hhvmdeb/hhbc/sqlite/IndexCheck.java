package org.hhvmdeb.hhbc.sqlite;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Whether an index has one entry for each row, in order. Entries and rows are compared by the sum of a number for each, which
 * takes one look at both and no memory; it differs when one of them does.
 */
final class IndexCheck {

    private final Table.Index index;
    private final int[] columns;
    private final int rowidColumn;
    private final Row last;
    private final long[] key;
    private final long[] lastKey;
    private boolean lastNumbers;
    private long rows;
    private long rowSum;
    private long entries;
    private long entrySum;
    private boolean comparable;
    private boolean ordered = true;
    private boolean unique = true;

    IndexCheck(Table.Index index, int rowidColumn, Pages pages) {
        this.index = index;
        this.columns = index.columns().stream().mapToInt(Integer::intValue).toArray();
        this.rowidColumn = rowidColumn;
        this.last = new Row(pages);
        this.key = new long[columns.length + 1];
        this.lastKey = new long[columns.length + 1];
        this.comparable = columns.length > 0;
    }

    Table.Index index() {
        return index;
    }

    void row(Row row) throws IOException {
        rows++;
        long hash = 0;
        for (int column : columns) {
            // A column that was added later has its default, which does not stand in the row.
            comparable &= column < row.columns();
            hash = Row.mix(hash + (column == rowidColumn ? row.rowid() : row.hash(column)));
        }
        rowSum += Row.mix(hash + row.rowid());
    }

    void entry(Row entry) throws IOException {
        entries++;
        if (columns.length == 0) {
            return;
        }
        long hash = 0;
        boolean allNumbers = true;
        for (int column = 0; column <= columns.length; column++) {
            long value = entry.hash(column);
            hash = Row.mix(hash + value);
            allNumbers &= entry.isInteger(column);
            key[column] = value;
        }
        entrySum += hash;
        if (entries > 1 && allNumbers == lastNumbers) {
            order(allNumbers ? Arrays.mismatch(lastKey, key) : mismatch(entry), entry);
        }
        // Most keys are nothing but whole numbers, which need no copy of the entry.
        lastNumbers = allNumbers;
        if (allNumbers) {
            System.arraycopy(key, 0, lastKey, 0, key.length);
        } else {
            last.copy(entry);
        }
    }

    /** The first column that differs; -1 when none does. */
    private int mismatch(Row entry) throws IOException {
        for (int column = 0; column < key.length; column++) {
            if (last.compare(entry, column) != 0) {
                return column;
            }
        }
        return -1;
    }

    private void order(int mismatch, Row entry) throws IOException {
        if (!lastNumbers && !(last.complete() && entry.complete())) {
            return;
        }
        if (mismatch < 0) {
            ordered = false;
            return;
        }
        ordered &= lastNumbers ? lastKey[mismatch] < key[mismatch] : last.compare(entry, mismatch) < 0;
        if (mismatch == columns.length && index.unique()) {
            boolean nulls = false;
            for (int column = 0; column < columns.length; column++) {
                nulls |= entry.isNull(column);
            }
            unique &= nulls;
        }
    }

    void conclude(long tableRows, List<String> complaints) {
        String name = "index " + index.name();
        if (!index.partial() && entries != tableRows) {
            complaints.add(name + " has " + entries + " entries for " + tableRows + " rows");
        } else if (!index.partial() && comparable && rows == tableRows && rowSum != entrySum) {
            complaints.add(name + " does not have what stands in its table");
        }
        if (!ordered) {
            complaints.add(name + " is not in order");
        }
        if (!unique) {
            complaints.add(name + " has a key twice that must be unique");
        }
    }
}
