package org.hhvmdeb.hhbc.sqlite;

/** What a cell of a page says about itself. Reused for the next one: there are millions. */
final class Cell {

    private final int pageSize;
    private final int usable;
    private final int mostInTable;
    private final int mostInIndex;
    private final int least;
    private long child;
    private long payload;
    private long rowid;
    private long overflow;
    private long overflowPages;
    private int content;
    private int local;
    private int begin;
    private int end;

    Cell(FileHeader header) {
        pageSize = header.pageSize();
        usable = header.usable();
        mostInTable = usable - 35;
        mostInIndex = (usable - 12) * 64 / 255 - 23;
        least = (usable - 12) * 32 / 255 - 23;
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
        overflowPages = 0;
        local = 0;
        rowid = 0;
        if (!leaf) {
            child = BigEndian.u32(page, next);
            next += 4;
        }
        if (leaf || !table) {
            payload = page[next];
            if (payload >= 0) {
                next++;
            } else {
                payload = BigEndian.varint(page, next);
                next += BigEndian.varintLength(page, next);
                if (payload < 0 || payload > Integer.MAX_VALUE) {
                    return false;
                }
            }
        }
        if (table) {
            rowid = BigEndian.varint(page, next);
            next += BigEndian.varintLength(page, next);
        }
        content = next;
        int most = table ? mostInTable : mostInIndex;
        if (payload <= most) {
            local = (int) payload;
            next += local;
        } else {
            local = localOf(most);
            next += local;
            if (next + 4 > usable) {
                return false;
            }
            overflow = BigEndian.u32(page, next);
            overflowPages = (payload - local + usable - 5) / (usable - 4);
            next += 4;
        }
        end = Math.max(next, at + 4);
        return end <= usable;
    }

    /** How much of a payload that is too long stays in the cell. */
    private int localOf(int most) {
        int rest = (int) (least + (payload - least) % (usable - 4));
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
        return overflowPages;
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
        return end - begin + 2L + overflowPages * pageSize;
    }
}
