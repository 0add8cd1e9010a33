package org.hhvmdeb.hhbc.sqlite;

import java.util.Arrays;

/** Which bytes of one page are in use, to find uses of one byte by two and the number of those that nobody uses. */
final class PageCover {

    private final long[] words;

    PageCover(int bytes) {
        words = new long[bytes / Long.SIZE + 2];
    }

    void clear() {
        Arrays.fill(words, 0);
    }

    /** Marks a stretch; false when some of it was marked before. */
    boolean mark(int from, int to) {
        long taken = 0;
        int word = from >> 6;
        int last = (to - 1) >> 6;
        for (int w = word; w <= last; w++) {
            long bits = -1L;
            if (w == word) {
                bits &= -1L << (from & 63);
            }
            if (w == last) {
                bits &= -1L >>> (63 - ((to - 1) & 63));
            }
            taken |= words[w] & bits;
            words[w] |= bits;
        }
        return taken == 0;
    }

    /** How many bytes are marked. */
    int marked() {
        int marked = 0;
        for (long word : words) {
            marked += Long.bitCount(word);
        }
        return marked;
    }
}
