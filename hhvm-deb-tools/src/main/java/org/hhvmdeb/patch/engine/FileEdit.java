package org.hhvmdeb.patch.engine;

import java.io.ByteArrayOutputStream;
import org.hhvmdeb.patch.diff.FileLines;
import org.hhvmdeb.patch.diff.Hunk;
import org.hhvmdeb.patch.diff.Line;
import org.hhvmdeb.patch.diff.MalformedPatchException;

/**
 * Applies the hunks of one file's diff in order. All of them are found in the old content; the new content grows behind
 * them.
 */
final class FileEdit {

    private final FileLines file;
    private final HunkLocator locator;
    private final ByteArrayOutputStream out;
    private long frozen;
    private long offset;
    private long growth;
    private boolean atLineStart = true;
    private boolean empty = true;

    FileEdit(byte[] content) {
        this.file = new FileLines(content);
        this.locator = new HunkLocator(file);
        this.out = new ByteArrayOutputStream(content.length + 1024);
    }

    FileLines file() {
        return file;
    }

    HunkLocator locator() {
        return locator;
    }

    /** Where a hunk should be, after what earlier hunks taught us. */
    long guess(Hunk hunk) {
        return hunk.oldStart() + offset;
    }

    /** The last line of the old file that is used up. */
    long frozen() {
        return frozen;
    }

    /** How far the hunk found last was from where it was expected, in lines; positive means below. */
    long offset() {
        return offset;
    }

    /** How many lines the new file is ahead of the old one. */
    long growth() {
        return growth;
    }

    /** The line where a hunk fits, 0 if nowhere. */
    long locate(Hunk hunk, int fuzz) {
        return locator.locate(hunk, guess(hunk), frozen, fuzz);
    }

    /**
     * Applies a hunk at a line.
     *
     * @return false when it would go above what is already written: the hunks are in the wrong order
     * @throws MalformedPatchException when an earlier line without newline is in the way
     */
    boolean apply(Hunk hunk, long at) throws MalformedPatchException {
        if (!hunk.oldLines().isEmpty()) {
            offset += at - guess(hunk);
        }
        if (!edit(hunk, at)) {
            return false;
        }
        growth += hunk.newLines().size() - hunk.oldLines().size();
        return true;
    }

    private boolean edit(Hunk hunk, long at) throws MalformedPatchException {
        int olds = 0;
        int news = 0;
        boolean atTheEnd = false;
        String edits = order(hunk);
        for (int i = 0; i < edits.length(); i++) {
            char edit = edits.charAt(i);
            if (edit == ' ') {
                olds++;
                news++;
                continue;
            }
            if (edit == '-' && !atLineStart) {
                throw new MalformedPatchException(
                        hunk.line(), "the hunk before ends a line without newline, and lines follow it");
            }
            if (!copyUntil(at - 1 + olds)) {
                return false;
            }
            if (edit == '-') {
                frozen++;
                olds++;
            } else {
                atTheEnd = olds == hunk.oldLines().size();
                write(hunk.newLines().get(news), atTheEnd);
                news++;
            }
        }
        return true;
    }

    // GNU patch takes removed lines before added ones wherever they meet.
    private static String order(Hunk hunk) {
        if (!hunk.edits().contains("+-")) {
            return hunk.edits();
        }
        StringBuilder ordered = new StringBuilder(hunk.edits().length());
        int added = 0;
        for (char edit : hunk.edits().toCharArray()) {
            if (edit == '+') {
                added++;
            } else if (edit == '-') {
                ordered.append(edit);
            } else {
                ordered.append("+".repeat(added)).append(edit);
                added = 0;
            }
        }
        return ordered.append("+".repeat(added)).toString();
    }

    private void write(Line line, boolean newlineBefore) {
        if (newlineBefore && !atLineStart) {
            out.write('\n');
        }
        line.writeTo(out);
        empty = false;
        atLineStart = line.endsWithNewline();
    }

    private boolean copyUntil(long last) {
        if (frozen > last) {
            return false;
        }
        long end = Math.min(last, file.count());
        if (frozen < end) {
            if (!atLineStart) {
                out.write('\n');
            }
            file.copy(frozen + 1, end, out);
            empty = false;
            atLineStart = file.get(end).endsWithNewline();
        }
        frozen = last;
        return true;
    }

    /** Whether no line at all has come out, not even one of no bytes; to be asked after {@link #finish()}. */
    boolean isEmpty() {
        return empty;
    }

    /** The new content, once all hunks are applied. */
    byte[] finish() {
        copyUntil(Math.max(frozen, file.count()));
        return out.toByteArray();
    }
}
