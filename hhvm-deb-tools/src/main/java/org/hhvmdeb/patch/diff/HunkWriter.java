package org.hhvmdeb.patch.diff;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jgit.diff.DiffAlgorithm;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.MyersDiff;

/**
 * Writes what differs between two contents as the hunks of a unified diff, with three lines of context and nothing behind
 * the second {@code @@}, as {@code diff -u} does: what stands there changes with lines the patch has nothing to do with.
 */
public final class HunkWriter {

    private static final int CONTEXT = 3;

    /** Above this many lines in the part that differs the smallest diff takes too long to find. */
    private static final long MOST_LINES = 40_000;

    private static final byte[] NO_NEWLINE = "\n\\ No newline at end of file\n".getBytes(StandardCharsets.US_ASCII);

    private final LineSequence before;
    private final LineSequence after;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private HunkWriter(byte[] before, byte[] after) {
        this.before = new LineSequence(new FileLines(before));
        this.after = new LineSequence(new FileLines(after));
    }

    /** The hunks; nothing where both are the same. */
    public static byte[] write(byte[] before, byte[] after) {
        HunkWriter writer = new HunkWriter(before, after);
        writer.writeAll();
        return writer.out.toByteArray();
    }

    private void writeAll() {
        LineSequence.Comparator comparator = new LineSequence.Comparator();
        List<Edit> edits = algorithm(comparator).diff(comparator, before, after);
        int first = 0;
        for (int i = 1; i <= edits.size(); i++) {
            if (i == edits.size() || edits.get(i).getBeginA() - edits.get(i - 1).getEndA() > 2 * CONTEXT) {
                writeHunk(edits.subList(first, i));
                first = i;
            }
        }
    }

    // Myers finds the smallest diff, as diff and git do by default, so that a patch made by them comes out the same.
    private DiffAlgorithm algorithm(LineSequence.Comparator comparator) {
        Edit whole = new Edit(0, before.size(), 0, after.size());
        Edit differing = comparator.reduceCommonStartEnd(before, after, whole);
        if (differing.getLengthA() + (long) differing.getLengthB() <= MOST_LINES) {
            return MyersDiff.INSTANCE;
        }
        HistogramDiff quick = new HistogramDiff();
        quick.setFallbackAlgorithm(null);
        return quick;
    }

    private void writeHunk(List<Edit> edits) {
        Edit first = edits.get(0);
        Edit last = edits.get(edits.size() - 1);
        int above = Math.min(CONTEXT, first.getBeginA());
        int below = Math.min(CONTEXT, before.size() - last.getEndA());
        int start = first.getBeginA() - above;
        int end = last.getEndA() + below;
        writeText(
                "@@ -" + range(start, end) + " +" + range(first.getBeginB() - above, last.getEndB() + below) + " @@\n");
        int at = start;
        for (Edit edit : edits) {
            write(' ', before, at, edit.getBeginA());
            write('-', before, edit.getBeginA(), edit.getEndA());
            write('+', after, edit.getBeginB(), edit.getEndB());
            at = edit.getEndA();
        }
        write(' ', before, at, end);
    }

    private static String range(int begin, int end) {
        return switch (end - begin) {
            case 0 -> begin + ",0";
            case 1 -> String.valueOf(begin + 1);
            default -> (begin + 1) + "," + (end - begin);
        };
    }

    private void write(char edit, LineSequence lines, int begin, int end) {
        for (int i = begin; i < end; i++) {
            Line line = lines.get(i);
            out.write(edit);
            line.writeTo(out);
            if (!line.endsWithNewline()) {
                out.writeBytes(NO_NEWLINE);
            }
        }
    }

    private void writeText(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
