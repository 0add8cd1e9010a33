package org.hhvmdeb.patch.rewrite;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.hhvmdeb.patch.diff.FileLines;
import org.hhvmdeb.patch.diff.FilePatch;
import org.hhvmdeb.patch.diff.ParsedPatch;

/** What stands in a patch besides its diffs: the header in front, and text between and behind, kept byte for byte. */
final class PatchText {

    private static final Pattern HEADER_LINE =
            Pattern.compile("\\s*(?:diff -.*|Index: .*|index [0-9a-f]+\\.\\.[0-9a-f]+.*|--- .*|\\+\\+\\+ .*|={20,}"
                    + "|(?:old|new|new file|deleted file) mode [0-7]+|(?:rename|copy) (?:from|to) .*"
                    + "|(?:dis)?similarity index [0-9]+%)\\s*");
    private static final int LONGEST = 4096;

    private final FileLines lines;

    private final List<FilePatch> files;

    PatchText(ParsedPatch patch) {
        this.lines = patch.text();
        this.files = patch.files();
    }

    /** One piece in front of each diff, and one behind the last. */
    List<byte[]> around() {
        List<byte[]> pieces = new ArrayList<>();
        int done = 0;
        for (FilePatch file : files) {
            int first = firstLine(file, done);
            pieces.add(text(done + 1, first - 1));
            done = lastLine(file);
        }
        pieces.add(text(done + 1, lines.count()));
        return pieces;
    }

    /** The diffs themselves, as they stand between these pieces. */
    List<byte[]> diffs() {
        List<byte[]> diffs = new ArrayList<>();
        int done = 0;
        for (FilePatch file : files) {
            int last = lastLine(file);
            diffs.add(text(firstLine(file, done), last));
            done = last;
        }
        return diffs;
    }

    private int firstLine(FilePatch file, int done) {
        int first = file.hunks().isEmpty() ? file.line() : file.hunks().get(0).line();
        while (first - 1 > done && isHeader(first - 1)) {
            first--;
        }
        return first;
    }

    private int lastLine(FilePatch file) {
        if (!file.hunks().isEmpty()) {
            return file.lastLine();
        }
        int last = file.line();
        while (last < file.lastLine() && isHeader(last + 1)) {
            last++;
        }
        return last;
    }

    private boolean isHeader(int line) {
        return HEADER_LINE.matcher(lines.get(line).start(LONGEST).latin1()).matches();
    }

    private byte[] text(int first, int last) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int line = first; line <= last; line++) {
            lines.get(line).writeTo(text);
        }
        return text.toByteArray();
    }
}
