package org.hhvmdeb.patch.diff;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jgit.diff.Edit;

/**
 * Writes what differs between two contents as the hunks of a unified diff, with three lines of context and nothing behind
 * the second {@code @@}, as {@code diff -u} does: what stands there changes with lines the patch has nothing to do with.
 */
public final class HunkWriter {

    private static final int CONTEXT = 3;

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
        List<Edit> edits = LineDiff.smallest(before, after).diff(LineDiff.LINES, before, after);
        int first = 0;
        for (int i = 1; i <= edits.size(); i++) {
            if (i == edits.size() || edits.get(i).getBeginA() - edits.get(i - 1).getEndA() > 2 * CONTEXT) {
                writeHunk(edits.subList(first, i));
                first = i;
            }
        }
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
