package org.hhvmdeb.hhbc.sqlite;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A page of a tree, cell by cell: {@link #open}, {@link #cell(int)} for each, {@link #close}. Checks on the way whether every byte
 * has one use.
 */
final class TreePage {

    private static final int INNER_INDEX = 2;
    private static final int INNER_TABLE = 5;
    private static final int LEAF_INDEX = 10;
    private static final int LEAF_TABLE = 13;

    private final FileHeader header;
    private final PageCover cover;
    private final byte[] page;
    private final Cell cell;
    private boolean table;
    private boolean leaf;
    private int head;
    private int pointers;
    private int content;
    private int cells;
    private long rightmost;
    private boolean whole;

    TreePage(FileHeader header) {
        this.header = header;
        this.cover = new PageCover(header.usable());
        this.cell = new Cell(header);
        // A varint can then be read from anywhere in the page.
        this.page = new byte[header.pageSize() + 4 + 2 * BigEndian.VARINT];
    }

    /**
     * Reads a page.
     *
     * @return why its cells cannot be read, if so
     */
    @Nullable String open(Pages pages, long number, boolean ofTable) throws IOException {
        pages.read(number, page, header.pageSize());
        table = ofTable;
        whole = true;
        cover.clear();
        head = number == 1 ? FileHeader.LENGTH : 0;
        int kind = page[head];
        leaf = kind == (table ? LEAF_TABLE : LEAF_INDEX);
        if (!leaf && kind != (table ? INNER_TABLE : INNER_INDEX)) {
            return "it is not a page of " + (table ? "a table" : "an index");
        }
        pointers = head + (leaf ? 8 : 12);
        cells = BigEndian.u16(page, head + 3);
        rightmost = leaf ? 0 : BigEndian.u32(page, head + 8);
        int claimed = BigEndian.u16(page, head + 5);
        content = claimed == 0 ? 65536 : claimed;
        int behind = pointers + 2 * cells;
        return behind > header.usable() || content < behind || content > header.usable()
                ? "its " + cells + " cells and its content, said to begin at " + content + ", do not fit"
                : null;
    }

    /** Goes to a cell; what is wrong with it, if so, and then there is nothing to be read of it. */
    @Nullable String cell(int number) {
        int at = BigEndian.u16(page, pointers + 2 * number);
        if (at < content || at + 4 > header.usable() || !cell.read(page, at, table, leaf)) {
            whole = false;
            return "cell " + number + " is outside of the page";
        }
        if (!cover.mark(at, cell.end())) {
            whole = false;
            return "cell " + number + " overlaps another one";
        }
        return null;
    }

    /** What is wrong with the rest of the page, once all cells have been looked at. */
    @Nullable String close() {
        return whole ? free() : null;
    }

    private @Nullable String free() {
        int last = 0;
        for (int block = BigEndian.u16(page, head + 1); block != 0; block = BigEndian.u16(page, block)) {
            if (block <= last || block < content || block + 4 > header.usable()) {
                return "its list of free blocks is broken";
            }
            int size = BigEndian.u16(page, block + 2);
            if (size < 4 || block + size > header.usable()) {
                return "a free block is outside of the page";
            }
            if (!cover.mark(block, block + size)) {
                return "a free block overlaps a cell";
            }
            last = block;
        }
        int fragments = header.usable() - content - cover.marked();
        if (fragments != (page[head + 7] & 0xff)) {
            return "it has " + fragments + " scattered bytes and says " + (page[head + 7] & 0xff);
        }
        return null;
    }

    /** The cell that {@link #cell(int)} went to last. */
    Cell cell() {
        return cell;
    }

    byte[] bytes() {
        return page;
    }

    boolean leaf() {
        return leaf;
    }

    int cells() {
        return cells;
    }

    /** The page below whose keys are greater than those of all cells; 0 in a leaf. */
    long rightmost() {
        return rightmost;
    }
}
