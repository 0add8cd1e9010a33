package org.hhvmdeb.patch.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hhvmdeb.patch.diff.FileLines;
import org.hhvmdeb.patch.diff.Hunk;
import org.hhvmdeb.patch.diff.Line;

/**
 * A hunk whose result, context included, stands in a file.
 *
 * @param at the line it begins at
 * @param guess where it should begin, after what the hunks before taught us
 */
record FoundHunk(Hunk hunk, long at, long guess) {

    /**
     * Lines that show, where they stand, that a hunk was not applied.
     *
     * @param from how many lines of the hunk's old side come before them
     */
    private record Trace(List<Line> lines, int from) {}

    /**
     * Whether finding its result says that the hunk was applied. What a hunk that only removes lines leaves may stand
     * anywhere; where the removed lines still stand next to their context, nearer to their place, it was not. They may
     * stand so where hunks of the patch have them, and elsewhere without that context: many a file has one line a
     * hundred times.
     *
     * @param all what was found of the patch in this file
     */
    boolean isApplied(FileLines file, List<FoundHunk> all) {
        return hunk.edits().indexOf('+') >= 0 || traces().stream().noneMatch(t -> stands(t, file, all));
    }

    private boolean stands(Trace trace, FileLines file, List<FoundHunk> all) {
        int lines = trace.lines().size();
        long distance = Math.abs(at - guess);
        long expected = guess + trace.from();
        long last = Math.min(expected + distance, file.count() - lines + 1L);
        for (long place = Math.max(1, expected - distance); place <= last; place++) {
            long first = place;
            if (stand(trace.lines(), first, file) && all.stream().noneMatch(f -> f.covers(first, lines))) {
                return true;
            }
        }
        return false;
    }

    private boolean covers(long first, int lines) {
        return first >= at && first + lines <= at + hunk.newLines().size();
    }

    /** The removed lines below all that was above them, and above all that was below. */
    private List<Trace> traces() {
        List<Line> old = hunk.oldLines();
        if (removed().allMatch(FoundHunk::isWordless)) {
            // A lone brace follows and precedes anything.
            return List.of(new Trace(old, 0));
        }
        List<Trace> traces = new ArrayList<>();
        if (hunk.prefixContext() > 0) {
            traces.add(new Trace(old.subList(0, old.size() - hunk.suffixContext()), 0));
        }
        if (hunk.suffixContext() > 0) {
            traces.add(new Trace(old.subList(hunk.prefixContext(), old.size()), hunk.prefixContext()));
        }
        return traces;
    }

    private static boolean isWordless(Line line) {
        return line.chomped().latin1().strip().length() <= 1;
    }

    private static boolean stand(List<Line> lines, long at, FileLines file) {
        return IntStream.range(0, lines.size()).allMatch(i -> file.matches(at + i, lines.get(i)));
    }

    /** Of a hunk that adds none: each of its edits is a line of the old side. */
    private Stream<Line> removed() {
        return IntStream.range(0, hunk.edits().length())
                .filter(i -> hunk.edits().charAt(i) == '-')
                .mapToObj(hunk.oldLines()::get);
    }
}
