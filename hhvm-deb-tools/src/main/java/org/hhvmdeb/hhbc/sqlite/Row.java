package org.hhvmdeb.hhbc.sqlite;

import java.io.IOException;
import java.util.Arrays;

/**
 * A row of a table or an entry of an index, as long as the visit lasts: the next one is read into the same object. Columns are
 * counted from 0 in the order in which they are stored; a column that is not there reads as NULL.
 */
public final class Row {

    /** SQLite takes no longer header for a record's. */
    private static final int LONGEST_HEADER = 98_307;
    /** So much of a row is read; no name or hash lies further back. */
    private static final int MOST_BYTES = 1 << 20;

    private static final int[] LENGTHS = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0};
    private static final int REAL = 7;
    private static final int ONE = 9;
    private static final int FIRST_BLOB = 12;
    /** Makes one number of several: {@code hash * FACTOR + next}, mixed when all are in. */
    static final long FACTOR = 0x9fb21c651e98df25L;

    private static final long NULL_HASH = 0x5bd1e9955bd1e995L;

    private final Pages pages;
    /** Goes on for a varint's length behind what is available, so that one can be read anywhere. */
    private byte[] bytes = new byte[0];

    private int start;
    private int available;
    private long payload;
    private long overflow;
    private long rowid;
    private long size;
    private int columns;
    private long[] types = new long[16];
    private long[] offsets = new long[16];
    private byte[] gathered = new byte[0];

    Row(Pages pages) {
        this.pages = pages;
    }

    /**
     * Points to a cell in a page and reads the record's header.
     *
     * @return false when it is malformed
     */
    boolean read(byte[] page, Cell cell) throws IOException {
        bytes = page;
        start = cell.content();
        available = cell.local();
        payload = cell.payload();
        overflow = cell.overflow();
        rowid = cell.rowid();
        size = cell.size();
        columns = 0;
        if (payload == 0) {
            return false;
        }
        require(BigEndian.VARINT);
        long header = BigEndian.varint(bytes, start);
        if (header > payload || header > LONGEST_HEADER || header < 1) {
            return false;
        }
        require(header);
        long content = header;
        int at = start + BigEndian.varintLength(bytes, start);
        int end = start + (int) header;
        byte[] record = bytes;
        int count = 0;
        while (at < end) {
            long type = record[at];
            if (type >= 0) {
                at++;
            } else {
                type = BigEndian.varint(record, at);
                at += BigEndian.varintLength(record, at);
                if (type < 0 || at > end) {
                    return false;
                }
            }
            if (count == types.length) {
                types = Arrays.copyOf(types, 2 * count);
                offsets = Arrays.copyOf(offsets, 2 * count);
            }
            types[count] = type;
            offsets[count] = content;
            count++;
            content += length(type);
            if (content > payload) {
                return false;
            }
        }
        columns = count;
        return content == payload;
    }

    /** Becomes a copy that stays when the other one moves on. */
    void copy(Row other) {
        payload = other.payload;
        available = other.available;
        rowid = other.rowid;
        columns = other.columns;
        if (gathered.length < available) {
            gathered = new byte[available + available / 2 + BigEndian.VARINT];
        }
        System.arraycopy(other.bytes, other.start, gathered, 0, available);
        bytes = gathered;
        start = 0;
        if (types.length < columns) {
            types = new long[other.types.length];
            offsets = new long[other.types.length];
        }
        System.arraycopy(other.types, 0, types, 0, columns);
        System.arraycopy(other.offsets, 0, offsets, 0, columns);
    }

    private static long length(long type) {
        return type < FIRST_BLOB ? LENGTHS[(int) type] : (type - FIRST_BLOB) / 2;
    }

    /** Makes the first so many bytes available, from the overflow pages if need be. */
    private void require(long length) throws IOException {
        int wanted = (int) Math.min(Math.min(length, payload), MOST_BYTES);
        if (wanted <= available) {
            return;
        }
        int whole = (int) Math.min(payload, MOST_BYTES);
        if (gathered.length < whole) {
            gathered = new byte[whole + BigEndian.VARINT];
        }
        System.arraycopy(bytes, start, gathered, 0, available);
        byte[] page = new byte[pages.header().usable()];
        long next = overflow;
        int filled = available;
        while (filled < whole && pages.exists(next)) {
            pages.read(next, page, page.length);
            int part = Math.min(whole - filled, page.length - 4);
            System.arraycopy(page, 4, gathered, filled, part);
            filled += part;
            next = BigEndian.u32(page, 0);
        }
        bytes = gathered;
        start = 0;
        available = filled;
    }

    /** The row's number; of an index entry, see its last column instead. */
    public long rowid() {
        return rowid;
    }

    /** What it takes in the file, overflow pages included, in bytes. */
    public long size() {
        return size;
    }

    int columns() {
        return columns;
    }

    boolean isNull(int column) {
        return column < 0 || column >= columns || types[column] == 0 || types[column] == 10 || types[column] == 11;
    }

    boolean isNumber(int column) {
        return column >= 0 && column < columns && types[column] > 0 && types[column] < 10;
    }

    /** Whether a whole number stands there. */
    public boolean isInteger(int column) {
        return isNumber(column) && types[column] != REAL;
    }

    /** The whole number there; 0 if there is none. */
    public long integer(int column) throws IOException {
        if (!isInteger(column)) {
            return 0;
        }
        int length = LENGTHS[(int) types[column]];
        if (length == 0) {
            return types[column] == ONE ? 1 : 0;
        }
        return within(column, length) ? BigEndian.signed(bytes, start + (int) offsets[column], length) : 0;
    }

    double real(int column) throws IOException {
        if (types[column] != REAL) {
            return integer(column);
        }
        return within(column, Long.BYTES)
                ? Double.longBitsToDouble(BigEndian.signed(bytes, start + (int) offsets[column], Long.BYTES))
                : 0;
    }

    private boolean within(int column, int length) throws IOException {
        long end = offsets[column] + length;
        if (end > available) {
            require(end);
        }
        return end <= available;
    }

    /** How long the text or blob there is, in bytes; 0 if there is none. */
    public long length(int column) {
        return column >= 0 && column < columns && types[column] >= FIRST_BLOB ? length(types[column]) : 0;
    }

    boolean isText(int column) {
        return column >= 0 && column < columns && types[column] >= FIRST_BLOB && types[column] % 2 == 1;
    }

    /** The beginning of the text or blob there. */
    public byte[] bytes(int column, int most) throws IOException {
        int length = reach(column, most);
        int from = start + (length == 0 ? 0 : (int) offsets[column]);
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    /** How much of a text or blob to read, so many bytes at most. */
    private int reach(int column, int most) throws IOException {
        long length = Math.min(length(column), most);
        if (length == 0) {
            return 0;
        }
        require(offsets[column] + length);
        return (int) Math.max(0, Math.min(length, available - offsets[column]));
    }

    /** A number for the value that equal values share; of a long text, for its beginning and length. */
    public long hash(int column) throws IOException {
        if (isInteger(column)) {
            return integer(column);
        }
        return length(column) > 0 ? hashOfBytes(column) : hashOfOther(column);
    }

    private long hashOfOther(int column) throws IOException {
        if (isNull(column)) {
            return NULL_HASH;
        }
        if (isNumber(column)) {
            double real = real(column);
            return real == (long) real ? (long) real : Double.doubleToLongBits(real);
        }
        return isText(column) ? 1 : 0;
    }

    private long hashOfBytes(int column) throws IOException {
        int length = reach(column, MOST_BYTES);
        long hash = length(column) * 2 + (isText(column) ? 1 : 0);
        int from = start + (int) offsets[column];
        for (int i = from; i < from + length; i++) {
            hash = (hash ^ (bytes[i] & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    static long mix(long value) {
        long h = (value + 0x9e3779b97f4a7c15L) * 0xbf58476d1ce4e5b9L;
        h = (h ^ (h >>> 27)) * 0x94d049bb133111ebL;
        return h ^ (h >>> 31);
    }

    /** Compares as SQLite sorts: NULL, numbers, text, blobs. What cannot be read to its end may count as equal. */
    int compare(Row other, int column) throws IOException {
        int kind = kind(column);
        if (kind != other.kind(column) || kind == 0) {
            return Integer.compare(kind, other.kind(column));
        }
        if (kind == 1) {
            return isInteger(column) && other.isInteger(column)
                    ? Long.compare(integer(column), other.integer(column))
                    : Double.compare(real(column), other.real(column));
        }
        int mine = reach(column, MOST_BYTES);
        int its = other.reach(column, MOST_BYTES);
        int from = start + (mine == 0 ? 0 : (int) offsets[column]);
        int itsFrom = other.start + (its == 0 ? 0 : (int) other.offsets[column]);
        return Arrays.compareUnsigned(bytes, from, from + mine, other.bytes, itsFrom, itsFrom + its);
    }

    private int kind(int column) {
        return isNull(column) ? 0 : isNumber(column) ? 1 : isText(column) ? 2 : 3;
    }

    /** Whether all of it can be read. */
    boolean complete() {
        return payload <= MOST_BYTES;
    }
}
