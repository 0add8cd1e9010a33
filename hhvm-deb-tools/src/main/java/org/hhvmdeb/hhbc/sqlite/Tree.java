package org.hhvmdeb.hhbc.sqlite;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Walks trees of pages in the order of their keys and checks all that can be checked without knowing what the rows mean: the
 * pages themselves, the order of row numbers, overflow chains, equal depth.
 */
final class Tree {

    /** What gets the rows. */
    interface Visitor {
        void visit(Row row) throws IOException;
    }

    /** SQLite's own bound on the height of a tree. */
    private static final int DEEPEST = 20;

    private final Pages pages;
    private final PageOwnership ownership;
    private final CorruptionLog corruption;
    private final @Nullable TreePage[] levels = new TreePage[DEEPEST];
    private final byte[] link = new byte[4];
    private final Row row;

    private String name = "";
    private boolean table;
    private Visitor visitor = r -> {};
    private long entries;
    private long taken;
    private long lastRowid;
    private boolean first;
    private int leafDepth;

    Tree(Pages pages, PageOwnership ownership, CorruptionLog corruption) {
        this.pages = pages;
        this.ownership = ownership;
        this.corruption = corruption;
        this.row = new Row(pages);
    }

    /** Walks one tree. */
    Extent walk(String what, long root, boolean ofTable, Visitor rows) throws IOException {
        name = what;
        table = ofTable;
        visitor = rows;
        entries = 0;
        taken = 0;
        first = true;
        leafDepth = 0;
        descend(root, 0, 0);
        return new Extent(entries, taken, taken * pages.header().pageSize());
    }

    private void descend(long number, long parent, int depth) throws IOException {
        if (!ownership.take(number, depth == 0 ? PageOwnership.Use.ROOT : PageOwnership.Use.TREE, parent, name)) {
            return;
        }
        taken++;
        TreePage page = level(depth);
        String fault = page.open(pages, number, table);
        if (fault != null) {
            complain(number, fault);
            return;
        }
        if (page.leaf()) {
            checkDepth(number, depth);
            fault = leaf(page, number);
        } else if (depth + 1 < DEEPEST) {
            fault = inner(page, number, depth);
        } else {
            corruption.add(name + " is deeper than " + DEEPEST + " pages");
            return;
        }
        complain(number, fault == null ? page.close() : fault);
    }

    private @Nullable String leaf(TreePage page, long number) throws IOException {
        String fault = null;
        int cells = page.cells();
        for (int i = 0; i < cells; i++) {
            String wrong = page.cell(i);
            if (wrong != null) {
                fault = wrong;
                continue;
            }
            Cell cell = page.cell();
            if (table) {
                checkOrder(number, cell.rowid(), true);
            }
            entry(page, cell, number);
        }
        return fault;
    }

    private @Nullable String inner(TreePage page, long number, int depth) throws IOException {
        String fault = null;
        for (int i = 0; i < page.cells(); i++) {
            String wrong = page.cell(i);
            if (wrong != null) {
                fault = wrong;
                continue;
            }
            Cell cell = page.cell();
            descend(cell.child(), number, depth + 1);
            if (table) {
                checkOrder(number, cell.rowid(), false);
            } else {
                entry(page, cell, number);
            }
        }
        descend(page.rightmost(), number, depth + 1);
        return fault;
    }

    private TreePage level(int depth) {
        TreePage page = levels[depth];
        if (page == null) {
            page = new TreePage(pages.header());
            levels[depth] = page;
        }
        return page;
    }

    private void complain(long number, @Nullable String fault) {
        if (fault != null) {
            corruption.add("page " + number + " of " + name + ": " + fault);
        }
    }

    private void entry(TreePage page, Cell cell, long number) throws IOException {
        entries++;
        if (cell.overflowPages() > 0 && !overflow(cell, number)) {
            return;
        }
        if (!row.read(page.bytes(), cell)) {
            complain(number, "it has a malformed record");
            return;
        }
        visitor.visit(row);
    }

    private boolean overflow(Cell cell, long owner) throws IOException {
        long expected = cell.overflowPages();
        long next = cell.overflow();
        long parent = owner;
        for (long i = 0; i < expected; i++) {
            if (next == 0) {
                complain(owner, "there are " + i + " overflow pages where it needs " + expected);
                return false;
            }
            PageOwnership.Use use = i == 0 ? PageOwnership.Use.FIRST_OVERFLOW : PageOwnership.Use.OVERFLOW;
            if (!ownership.take(next, use, parent, name)) {
                return false;
            }
            taken++;
            parent = next;
            pages.read(next, link, link.length);
            next = BigEndian.u32(link, 0);
        }
        if (next != 0) {
            complain(owner, "it has more overflow pages than it needs");
        }
        return true;
    }

    private void checkDepth(long number, int depth) {
        if (leafDepth == 0) {
            leafDepth = depth + 1;
        } else if (leafDepth != depth + 1) {
            complain(number, "it is not as deep as the other leaves");
        }
    }

    /** Rows of a leaf are numbered upwards; the number in an inner cell is no less than any below it. */
    private void checkOrder(long number, long rowid, boolean leaf) {
        if (!first && (leaf ? rowid <= lastRowid : rowid < lastRowid)) {
            complain(number, "row " + rowid + " is out of order");
        }
        first = false;
        lastRowid = rowid;
    }
}
