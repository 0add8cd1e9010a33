package org.hhvmdeb.io.compression;

/**
 * The blocks of a .xz file, each of which one thread compresses or decompresses by itself. xz takes three dictionaries of
 * plain content for each; of a few hundred megabytes that makes a dozen, and at the end most threads wait for the last.
 * Here they are at most half as large, of one size, and when there are more than two, four or a multiple of it: 324 MB take
 * two threads 6 % less time. Between a thousandth and a hundredth more bytes come out, as a block knows nothing of the one
 * before. Their size follows from that of the content alone, so it is the same with any number of threads.
 *
 * @param bytes of plain content in each, the last one perhaps a few less
 */
public record XzBlocks(long bytes) {

    private static final long MOST_BYTES = 12 << 20;
    private static final long STEP = 4;

    /**
     * Those for a content.
     *
     * @param plainBytes its size
     */
    public static XzBlocks of(long plainBytes) {
        long fewest = Math.max(1, ceilDiv(plainBytes, MOST_BYTES));
        long blocks = fewest <= 2 ? fewest : STEP * ceilDiv(fewest, STEP);
        return new XzBlocks(Math.max(1, ceilDiv(plainBytes, blocks)));
    }

    private static long ceilDiv(long dividend, long divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
