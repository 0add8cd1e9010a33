package org.hhvmdeb.patch.diff;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads a patch file line by line as GNU patch does, with a way back. */
final class PatchReader {

    /** What is removed from every line of a diff that came indented, quoted in a mail or through a DOS editor. */
    record Wrapping(int indent, int dashes, boolean carriageReturn) {
        static final Wrapping NONE = new Wrapping(0, 0, false);
    }

    /** A place to come back to; {@code line} lines have been read before it. */
    record Mark(int position, int line) {
        static final Mark START = new Mark(0, 0);
    }

    private final byte[] data;
    private int position;
    private int line;

    PatchReader(byte[] data) {
        this.data = data;
    }

    int size() {
        return data.length;
    }

    Mark mark() {
        return new Mark(position, line);
    }

    void reset(Mark mark) {
        position = mark.position();
        line = mark.line();
    }

    /** The number of the line read last. */
    int lineNumber() {
        return line;
    }

    /**
     * The next line that is not a comment ({@code #} in the first column).
     *
     * @return null at the end; a last line without a newline counts as the end
     */
    @Nullable Line next(Wrapping wrapping) {
        while (true) {
            int start = skipDashes(skipIndent(wrapping.indent()), wrapping.dashes());
            int newline = start < 0 ? data.length : indexOfNewline(start);
            if (newline == data.length) {
                position = data.length;
                return null;
            }
            position = newline + 1;
            line++;
            if (data[start] != '#') {
                return cut(start, newline, wrapping.carriageReturn());
            }
        }
    }

    /** Consumes the line that says that the line before it has no newline, if it comes next. */
    boolean nextSaysNoNewline() {
        if (position == data.length || data[position] != '\\') {
            return false;
        }
        position = Math.min(indexOfNewline(position) + 1, data.length);
        line++;
        return true;
    }

    /** Whether nothing is left but a last line without a newline, which is not read. */
    boolean endsCut() {
        return position == data.length && data.length > 0 && data[data.length - 1] != '\n';
    }

    private int skipIndent(int indent) {
        int at = position;
        for (int column = 0; at < data.length && column < indent; at++) {
            switch (data[at]) {
                case ' ', 'X' -> column++;
                case '\t' -> column = (column + 8) & ~7;
                default -> {
                    return at;
                }
            }
        }
        return at;
    }

    private int skipDashes(int from, int dashes) {
        int at = from;
        for (int left = dashes; left > 0 && at < data.length && data[at] == '-'; left--) {
            if (at + 2 >= data.length) {
                return -1;
            }
            if (data[at + 1] != ' ') {
                return at;
            }
            at += 2;
        }
        return at < data.length ? at : -1;
    }

    private int indexOfNewline(int from) {
        int at = from;
        while (at < data.length && data[at] != '\n') {
            at++;
        }
        return at;
    }

    private Line cut(int start, int newline, boolean withoutCarriageReturn) {
        if (!withoutCarriageReturn || newline == start || data[newline - 1] != '\r') {
            return new Line(data, start, newline + 1 - start);
        }
        byte[] copy = Arrays.copyOfRange(data, start, newline);
        copy[copy.length - 1] = '\n';
        return new Line(copy, 0, copy.length);
    }
}
