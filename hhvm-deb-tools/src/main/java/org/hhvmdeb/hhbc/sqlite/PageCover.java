package org.hhvmdeb.hhbc.sqlite;

import java.util.Arrays;

/**
 * Which bytes of one page are in use, to find uses of one byte by two and the number of those that nobody uses. Most pages were
 * filled from their end to their beginning; as long as one is, it is enough to know where that has come to.
 */
final class PageCover {

    private final long[] words;
    /** Stretches without a gap, each below the one before. */
    private final int[] from;

    private final int[] to;
    private int stretches;
    private int lowest;
    private int marked;
    private boolean falling;

    PageCover(int bytes) {
        words = new long[bytes / Long.SIZE + 2];
        from = new int[bytes / 2 + 1];
        to = new int[bytes / 2 + 1];
        clear();
    }

    void clear() {
        stretches = 0;
        lowest = Integer.MAX_VALUE;
        marked = 0;
        falling = true;
    }

    /** Marks a stretch of one byte or more; false when some of it was marked before. */
    boolean mark(int begin, int end) {
        marked += end - begin;
        if (!falling || end > lowest) {
            return markBits(begin, end);
        }
        if (end < lowest) {
            to[stretches++] = end;
        }
        from[stretches - 1] = begin;
        lowest = begin;
        return true;
    }

    private boolean markBits(int begin, int end) {
        if (falling) {
            falling = false;
            Arrays.fill(words, 0);
            for (int i = 0; i < stretches; i++) {
                set(from[i], to[i]);
            }
        }
        return set(begin, end);
    }

    private boolean set(int begin, int end) {
        int word = begin >> 6;
        int last = (end - 1) >> 6;
        for (int w = word; w <= last; w++) {
            long bits = -1L;
            if (w == word) {
                bits &= -1L << (begin & 63);
            }
            if (w == last) {
                bits &= -1L >>> (63 - ((end - 1) & 63));
            }
            // Not a word further: a page can name one long stretch as often as it has room for names.
            if ((words[w] & bits) != 0) {
                return false;
            }
            words[w] |= bits;
        }
        return true;
    }

    /** How many bytes are marked, when none of them twice. */
    int marked() {
        return marked;
    }
}
