package org.hhvmdeb.patch.diff;

import org.eclipse.jgit.diff.DiffAlgorithm;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.MyersDiff;

/** Which of JGit's algorithms compares two texts: the best one that ends in time. */
public final class LineDiff {

    /** Above this many lines in the part that differs Myers' algorithm takes too long. */
    private static final long MOST_LINES = 40_000;

    static final LineSequence.Comparator LINES = new LineSequence.Comparator();

    private LineDiff() {}

    /** Finds the smallest diff, as diff and git do by default, so that a patch made by them comes out the same. */
    static DiffAlgorithm smallest(LineSequence before, LineSequence after) {
        return isHuge(before, after) ? quick() : MyersDiff.INSTANCE;
    }

    /** Keeps together what belongs together, which merges better; git merges with the same. */
    static DiffAlgorithm forMerge(LineSequence base, LineSequence one, LineSequence other) {
        return isHuge(base, one) || isHuge(base, other) ? quick() : new HistogramDiff();
    }

    /** How many lines one has to remove and add to make the one text of the other. */
    public static long changedLines(byte[] before, byte[] after) {
        LineSequence a = new LineSequence(new FileLines(before));
        LineSequence b = new LineSequence(new FileLines(after));
        return smallest(a, b).diff(LINES, a, b).stream()
                .mapToLong(e -> (long) e.getLengthA() + e.getLengthB())
                .sum();
    }

    private static DiffAlgorithm quick() {
        HistogramDiff quick = new HistogramDiff();
        quick.setFallbackAlgorithm(null);
        return quick;
    }

    private static boolean isHuge(LineSequence before, LineSequence after) {
        Edit whole = new Edit(0, before.size(), 0, after.size());
        Edit differing = LINES.reduceCommonStartEnd(before, after, whole);
        return differing.getLengthA() + (long) differing.getLengthB() > MOST_LINES;
    }
}
