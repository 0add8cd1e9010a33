package org.hhvmdeb.hhbc.sqlite;

import java.io.IOException;
import java.util.BitSet;

/** Which pages something has laid claim to. Each has one use, or none. */
final class PageOwnership {

    /** What a page may be, with the code that the pointer map has for it. */
    enum Use {
        ROOT(1),
        FREE(2),
        FIRST_OVERFLOW(3),
        OVERFLOW(4),
        TREE(5);

        private final int code;

        Use(int code) {
            this.code = code;
        }
    }

    private static final int MAP_ENTRY = 5;

    private final Pages pages;
    private final CorruptionLog corruption;
    private final BitSet claimed = new BitSet();

    PageOwnership(Pages pages, CorruptionLog corruption) {
        this.pages = pages;
        this.corruption = corruption;
    }

    /**
     * Lays claim to a page.
     *
     * @param parent the page that points to it; 0 for a root and a free page
     * @param who for the complaint
     * @return false when there is no such page or it is in use; then it must not be read
     */
    boolean take(long page, Use use, long parent, Object who) throws IOException {
        if (!pages.exists(page) || map(page) == page) {
            corruption.add(who + " refers to page " + page + ", which it cannot have; the file has " + pages.count());
            return false;
        }
        if (claimed.get((int) page)) {
            corruption.add(who + " refers to page " + page + ", which something else uses, too");
            return false;
        }
        claimed.set((int) page);
        if (pages.header().autoVacuum() && page > 1) {
            checkMap(page, use, parent, who);
        }
        return true;
    }

    private void checkMap(long page, Use use, long parent, Object who) throws IOException {
        long map = map(page);
        byte[] entries = new byte[pages.header().pageSize()];
        pages.read(map, entries, entries.length);
        int at = (int) (page - map - 1) * MAP_ENTRY;
        if (entries[at] != use.code || BigEndian.u32(entries, at + 1) != parent) {
            corruption.add("the pointer map does not say that page " + page + " belongs to " + who);
        }
    }

    /** The page of the pointer map that speaks of a page; 0 where there is no map. */
    private long map(long page) {
        if (!pages.header().autoVacuum() || page < 2) {
            return 0;
        }
        long span = pages.header().usable() / MAP_ENTRY + 1L;
        long map = (page - 2) / span * span + 2;
        return map == pages.lockPage() ? map + 1 : map;
    }

    /** Walks the freelist: trunk pages that name the next one and any number of leaves. */
    void freelist() throws IOException {
        String who = "the freelist";
        byte[] trunk = new byte[pages.header().usable()];
        long found = 0;
        long last = 0;
        for (long next = pages.header().freelistHead(); next != 0; next = BigEndian.u32(trunk, 0)) {
            if (!take(next, Use.FREE, 0, who)) {
                return;
            }
            found++;
            last = next;
            pages.read(next, trunk, trunk.length);
            long leaves = BigEndian.u32(trunk, 4);
            if (leaves > trunk.length / 4 - 2) {
                corruption.add(
                        "page " + last + " of the freelist names " + leaves + " pages, more than it has room for");
                return;
            }
            for (int i = 0; i < leaves; i++) {
                take(BigEndian.u32(trunk, 8 + 4 * i), Use.FREE, 0, who);
            }
            found += leaves;
        }
        if (found != pages.header().freelistPages()) {
            corruption.add("the freelist has " + found + " pages, the header says "
                    + pages.header().freelistPages());
        }
    }

    /** How many pages nothing refers to; call it when all the rest is done. */
    long unused() {
        long unused = 0;
        long first = 0;
        for (int page = claimed.nextClearBit(1); page <= pages.count(); page = claimed.nextClearBit(page + 1)) {
            if (page != pages.lockPage() && map(page) != page) {
                unused++;
                first = first == 0 ? page : first;
            }
        }
        if (unused > 0) {
            corruption.add(unused + " pages belong to nothing, page " + first + " is the first");
        }
        return unused;
    }
}
