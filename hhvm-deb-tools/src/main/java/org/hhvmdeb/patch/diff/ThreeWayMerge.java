package org.hhvmdeb.patch.diff;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.eclipse.jgit.merge.MergeAlgorithm;
import org.eclipse.jgit.merge.MergeChunk;
import org.eclipse.jgit.merge.MergeChunk.ConflictState;
import org.eclipse.jgit.merge.MergeResult;
import org.hhvmdeb.patch.tree.ByteText;

/** Puts together what two sides made of one text, line by line; where both changed the same place differently, both stand. */
public final class ThreeWayMerge {

    private static final String OURS = "<<<<<<<";
    private static final String BASE = "|||||||";
    private static final String BETWEEN = "=======";
    private static final String THEIRS = ">>>>>>>";

    private final Names names;

    /**
     * How the three texts are called in conflicts.
     *
     * @param ours the side that goes first
     */
    public record Names(String base, String ours, String theirs) {}

    /**
     * What came out.
     *
     * @param conflicts how many places have both sides, between markers as git's diff3 style has them
     */
    public record Merged(FileLines text, int conflicts) {}

    public ThreeWayMerge(Names names) {
        this.names = names;
    }

    public Merged merge(byte[] base, byte[] ours, byte[] theirs) {
        if (Arrays.equals(base, theirs) || Arrays.equals(ours, theirs)) {
            return new Merged(new FileLines(ours), 0);
        }
        if (Arrays.equals(base, ours)) {
            return new Merged(new FileLines(theirs), 0);
        }
        LineSequence b = new LineSequence(new FileLines(base));
        LineSequence o = new LineSequence(new FileLines(ours));
        LineSequence t = new LineSequence(new FileLines(theirs));
        return write(new MergeAlgorithm(LineDiff.forMerge(b, o, t)).merge(LineDiff.LINES, b, o, t));
    }

    /** The line of the first marker that is left of a conflict, counted from 1; 0 where there is none. */
    public static long firstMarker(byte[] content) {
        FileLines lines = new FileLines(content);
        for (int n = 1; n <= lines.count(); n++) {
            Line line = lines.get(n);
            if (line.startsWith(OURS + " ") || line.startsWith(BASE + " ") || line.startsWith(THEIRS + " ")) {
                return n;
            }
        }
        return 0;
    }

    private Merged write(MergeResult<LineSequence> result) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int conflicts = 0;
        boolean open = false;
        boolean atLineStart = true;
        for (MergeChunk chunk : result) {
            ConflictState state = chunk.getConflictState();
            boolean ends = state == ConflictState.NO_CONFLICT || state == ConflictState.FIRST_CONFLICTING_RANGE;
            if (open && ends) {
                marker(out, atLineStart, THEIRS + " " + names.theirs());
                atLineStart = true;
                open = false;
            }
            if (state != ConflictState.NO_CONFLICT) {
                conflicts += open ? 0 : 1;
                open = true;
                marker(out, atLineStart, markerOf(state));
                atLineStart = true;
            }
            LineSequence lines = result.getSequences().get(chunk.getSequenceIndex());
            for (int i = chunk.getBegin(); i < chunk.getEnd(); i++) {
                lines.get(i).writeTo(out);
                atLineStart = lines.get(i).endsWithNewline();
            }
        }
        if (open) {
            marker(out, atLineStart, THEIRS + " " + names.theirs());
        }
        return new Merged(new FileLines(out.toByteArray()), conflicts);
    }

    private String markerOf(ConflictState state) {
        return switch (state) {
            case FIRST_CONFLICTING_RANGE -> OURS + " " + names.ours();
            case BASE_CONFLICTING_RANGE -> BASE + " " + names.base();
            case NEXT_CONFLICTING_RANGE -> BETWEEN;
            case NO_CONFLICT -> throw new IllegalArgumentException("no conflict, no marker");
        };
    }

    private static void marker(ByteArrayOutputStream out, boolean atLineStart, String text) {
        out.writeBytes(ByteText.encode((atLineStart ? "" : "\n") + text + "\n"));
    }
}
