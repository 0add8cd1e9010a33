package org.hhvmdeb.hhbc.rebuild;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * How far two files are from each other, in blocks of {@value #BLOCK} bytes at the same place, which is what rsync and the like
 * come to move.
 *
 * @param blocks of the newer file
 * @param different those of them that the older file has not at the same place
 */
public record PageDifference(long blocks, long different) {

    private static final int BLOCK = 4096;

    /** Compares two files. */
    public static PageDifference between(Path older, Path newer) throws IOException {
        long blocks = 0;
        long different = 0;
        try (InputStream before = Files.newInputStream(older);
                InputStream now = Files.newInputStream(newer)) {
            byte[] block = now.readNBytes(BLOCK);
            while (block.length > 0) {
                blocks++;
                if (!Arrays.equals(block, before.readNBytes(BLOCK))) {
                    different++;
                }
                block = now.readNBytes(BLOCK);
            }
        }
        return new PageDifference(blocks, different);
    }

    /** As in {@code "412 of 73211 blocks of 4 KiB differ (0.6 %)"}. */
    @Override
    public String toString() {
        double percent = blocks == 0 ? 0 : 100.0 * different / blocks;
        return String.format(Locale.ROOT, "%d of %d blocks of 4 KiB differ (%.1f %%)", different, blocks, percent);
    }
}
