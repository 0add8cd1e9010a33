package org.hhvmdeb.patch.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.patch.diff.PatchReader.Mark;
import org.hhvmdeb.patch.diff.PatchReader.Wrapping;

/** Reads the hunks of one file's diff with GNU patch's tolerance: the counts in the header decide, not the text. */
final class HunkReader {

    private final PatchReader in;
    private final Wrapping wrapping;

    private List<Line> oldLines = List.of();
    private List<Line> newLines = List.of();
    private StringBuilder edits = new StringBuilder();
    private int prefixContext;
    private int context;

    HunkReader(PatchReader in, Wrapping wrapping) {
        this.in = in;
        this.wrapping = wrapping;
    }

    /** The next hunk; where none follows, the reader is left where it was. */
    Optional<Hunk> next() throws MalformedPatchException {
        Mark start = in.mark();
        Line first = in.next(wrapping);
        if (first == null || !first.startsWith("@@ -")) {
            in.reset(start);
            return Optional.empty();
        }
        int at = in.lineNumber();
        HunkHeader header = HunkHeader.parse(first, at);
        readBody(header);
        return Optional.of(new Hunk(
                at,
                header.oldStart() + (header.oldCount() == 0 ? 1 : 0),
                header.newStart() + (header.newCount() == 0 ? 1 : 0),
                List.copyOf(oldLines),
                List.copyOf(newLines),
                edits.toString(),
                prefixContext,
                context));
    }

    private void readBody(HunkHeader header) throws MalformedPatchException {
        oldLines = new ArrayList<>();
        newLines = new ArrayList<>();
        edits = new StringBuilder();
        prefixContext = -1;
        context = 0;
        while (oldLines.size() < header.oldCount() || newLines.size() < header.newCount()) {
            add(nextLine(header), header);
        }
        if (prefixContext < 0) {
            throw new MalformedPatchException(
                    in.lineNumber(), "malformed patch: the hunk changes nothing, it has neither + nor - lines");
        }
    }

    private Line nextLine(HunkHeader header) throws MalformedPatchException {
        Line read = in.next(wrapping);
        if (read != null) {
            return read;
        }
        // GNU patch takes it that blank context lines at the very end got lost.
        if (header.newCount() - newLines.size() <= 3) {
            return new Line(new byte[] {' ', '\n'}, 0, 2);
        }
        if (in.endsCut()) {
            throw cut();
        }
        throw new MalformedPatchException(
                in.lineNumber(),
                "unexpected end of the patch in the middle of a hunk: its header promises " + header.oldCount()
                        + " old and " + header.newCount() + " new lines");
    }

    private void add(Line line, HunkHeader header) throws MalformedPatchException {
        byte first = line.at(0);
        boolean eaten = first == '\t' || first == '\n';
        char edit = eaten || first == '=' ? ' ' : (char) first;
        Line text = eaten ? line : line.after(1);
        switch (edit) {
            case '-' -> addOld(text, header);
            case '+' -> addNew(text, header);
            case ' ' -> addNew(addOld(text, header), header);
            default -> throw malformed(line);
        }
        edits.append(edit);
        if (edit == ' ') {
            context++;
        } else {
            prefixContext = prefixContext < 0 ? context : prefixContext;
            context = 0;
        }
    }

    private Line addOld(Line text, HunkHeader header) throws MalformedPatchException {
        if (oldLines.size() == header.oldCount()) {
            throw tooMany(header);
        }
        boolean last = oldLines.size() + 1 == header.oldCount();
        Line kept = last && in.nextSaysNoNewline() ? text.withoutLast() : text;
        oldLines.add(kept);
        return kept;
    }

    private void addNew(Line text, HunkHeader header) throws MalformedPatchException {
        if (newLines.size() == header.newCount()) {
            throw tooMany(header);
        }
        boolean last = newLines.size() + 1 == header.newCount();
        newLines.add(last && in.nextSaysNoNewline() ? text.withoutLast() : text);
    }

    private MalformedPatchException cut() {
        return new MalformedPatchException(in.lineNumber() + 1, CutLine.REASON);
    }

    private MalformedPatchException tooMany(HunkHeader header) {
        if (in.endsCut()) {
            return cut();
        }
        return new MalformedPatchException(
                in.lineNumber(),
                "malformed patch: the hunk's lines do not add up to what its header says, " + header.oldCount()
                        + " old and " + header.newCount() + " new lines");
    }

    private MalformedPatchException malformed(Line line) {
        return new MalformedPatchException(
                in.lineNumber(),
                "malformed patch: a line of a hunk begins with a blank, + or -, this one is: " + line.shown());
    }
}
