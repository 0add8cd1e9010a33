package org.hhvmdeb.hhbc.sqlite;

import java.io.IOException;
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
            hash = hash * Row.FACTOR + (column == rowidColumn ? row.rowid() : row.hash(column));
        }
        rowSum += Row.mix(hash * Row.FACTOR + row.rowid());
    }

    void entry(Row entry) throws IOException {
        entries++;
        if (columns.length == 0) {
            return;
        }
        long hash = 0;
        boolean numbers = true;
        int mismatch = -1;
        boolean less = false;
        for (int column = 0; column <= columns.length; column++) {
            long value = entry.hash(column);
            hash = hash * Row.FACTOR + value;
            numbers &= entry.isInteger(column);
            if (mismatch < 0 && value != key[column]) {
                mismatch = column;
                less = key[column] < value;
            }
            key[column] = value;
        }
        entrySum += Row.mix(hash);
        // Most keys are nothing but whole numbers, which need no copy of the entry.
        if (entries > 1 && numbers && lastNumbers) {
            order(mismatch, less);
        } else if (entries > 1 && !numbers && !lastNumbers) {
            compare(entry);
        }
        lastNumbers = numbers;
        if (!numbers) {
            last.copy(entry);
        }
    }

    private void compare(Row entry) throws IOException {
        if (!last.complete() || !entry.complete()) {
            return;
        }
        int compared = 0;
        int column = 0;
        boolean nulls = false;
        while (column < key.length && (compared = last.compare(entry, column)) == 0) {
            nulls |= entry.isNull(column);
            column++;
        }
        order(nulls ? 0 : column, compared < 0);
    }

    /**
     * Notes how an entry follows the last one.
     *
     * @param mismatch the first column that differs; when only the row's number does, the key is there twice
     */
    private void order(int mismatch, boolean less) {
        ordered &= less;
        unique &= mismatch != columns.length || !index.unique();
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
