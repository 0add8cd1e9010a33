package org.hhvmdeb.patch.engine;

import java.util.List;
import org.hhvmdeb.patch.diff.FileLines;
import org.hhvmdeb.patch.diff.Hunk;
import org.hhvmdeb.patch.diff.Line;

/**
 * Finds the place of a hunk in a file by GNU patch's rules: first where the header says, shifted as the hunk before was,
 * then ever farther away without a limit, below before above; a hunk with less context at one end than at the other
 * belongs to the beginning or the end of the file.
 */
final class HunkLocator {

    private final FileLines file;

    HunkLocator(FileLines file) {
        this.file = file;
    }

    /**
     * Looks for a hunk.
     *
     * @param guess where it should be, the offset of earlier hunks included
     * @param frozen the last line that earlier hunks have used up
     * @param fuzz how many lines of context at each end may differ
     * @return the line it begins at, 0 when there is none
     */
    long locate(Hunk hunk, long guess, long frozen, int fuzz) {
        int lines = hunk.oldLines().size();
        if (lines == 0) {
            return guess;
        }
        int prefixFuzz = fuzz + hunk.prefixContext() - hunk.context();
        int suffixFuzz = fuzz + hunk.suffixContext() - hunk.context();
        long lowest = frozen + 1;
        long highest = file.count() - (lines - suffixFuzz) + 1L;
        if (prefixFuzz < 0 && hunk.oldStart() <= 1) {
            boolean fits = frozen <= hunk.prefixContext() && 1 <= highest;
            return fits && matches(hunk, 1, 0, suffixFuzz) ? 1 : 0;
        }
        if (suffixFuzz < 0) {
            long last = file.count() - lines + 1L;
            return last >= lowest && matches(hunk, last, Math.max(0, prefixFuzz), 0) ? last : 0;
        }
        return search(hunk, guess, lowest, highest, Math.max(0, prefixFuzz), suffixFuzz);
    }

    private long search(Hunk hunk, long guess, long lowest, long highest, int prefixFuzz, int suffixFuzz) {
        long below = highest - guess;
        long above = guess - lowest;
        // Beginning at a negative offset is GNU patch's own way where the guess is already used up: it may find a place
        // above, which then fails as misordered.
        long first = below < 0 ? -below : Math.min(above, 0);
        for (long offset = first; offset <= Math.max(below, above); offset++) {
            if (offset <= below && matches(hunk, guess + offset, prefixFuzz, suffixFuzz)) {
                return guess + offset;
            }
            if (offset <= above && matches(hunk, guess - offset, prefixFuzz, suffixFuzz)) {
                return guess - offset;
            }
        }
        return 0;
    }

    /** Whether the old side stands at a line, without so many lines of it at the beginning and at the end. */
    boolean matches(Hunk hunk, long at, int skipFirst, int skipLast) {
        List<Line> lines = hunk.oldLines();
        for (int i = skipFirst; i < lines.size() - skipLast; i++) {
            if (!file.matches(at + i, lines.get(i))) {
                return false;
            }
        }
        return true;
    }
}
