package org.hhvmdeb.hhbc.sqlite;

/** What a cell of a page says about itself. Reused for the next one: there are millions. */
final class Cell {

    private final FileHeader header;
    private long child;
    private long payload;
    private long rowid;
    private long overflow;
    private int content;
    private int local;
    private int begin;
    private int end;

    Cell(FileHeader header) {
        this.header = header;
    }

    /**
     * Reads the cell at an offset.
     *
     * @param page with some room behind its end, so that a varint can be read from anywhere in it
     * @return false when it does not fit into the page
     */
    boolean read(byte[] page, int at, boolean table, boolean leaf) {
        int next = at;
        begin = at;
        child = 0;
        payload = 0;
        overflow = 0;
        local = 0;
        rowid = 0;
        if (!leaf) {
            child = BigEndian.u32(page, next);
            next += 4;
        }
        if (leaf || !table) {
            payload = BigEndian.varint(page, next);
            next += BigEndian.varintLength(page, next);
        }
        if (table) {
            rowid = BigEndian.varint(page, next);
            next += BigEndian.varintLength(page, next);
        }
        content = next;
        if (payload < 0 || payload > Integer.MAX_VALUE) {
            return false;
        }
        if (leaf || !table) {
            local = localOf(payload, table);
            next += local;
            if (local < payload) {
                if (next + 4 > header.usable()) {
                    return false;
                }
                overflow = BigEndian.u32(page, next);
                next += 4;
            }
        }
        end = Math.max(next, at + 4);
        return end <= header.usable();
    }

    /** How much of a payload stays in the cell. */
    private int localOf(long length, boolean table) {
        int usable = header.usable();
        int most = table ? usable - 35 : (usable - 12) * 64 / 255 - 23;
        if (length <= most) {
            return (int) length;
        }
        int least = (usable - 12) * 32 / 255 - 23;
        int rest = (int) (least + (length - least) % (usable - 4));
        return rest <= most ? rest : least;
    }

    /** The page below, whose keys are smaller; 0 in a leaf. */
    long child() {
        return child;
    }

    /** The length of the record. */
    long payload() {
        return payload;
    }

    long rowid() {
        return rowid;
    }

    /** The first overflow page; 0 when the record is all here. */
    long overflow() {
        return overflow;
    }

    /** How many overflow pages there must be. */
    long overflowPages() {
        if (local == payload) {
            return 0;
        }
        int each = header.usable() - 4;
        return (payload - local + each - 1) / each;
    }

    /** Where the record begins. */
    int content() {
        return content;
    }

    /** How much of the record is here. */
    int local() {
        return local;
    }

    /** The offset behind it. */
    int end() {
        return end;
    }

    /** What it takes in the file with its overflow pages and the pointer to it. */
    long size() {
        return end - begin + 2L + overflowPages() * header.pageSize();
    }
}
