package org.hhvmdeb.patch.diff;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** The lines of a file, counted from 1; the last may lack its newline. */
public final class FileLines {

    private final byte[] content;
    private final int[] starts;
    private final int count;

    public FileLines(byte[] content) {
        this.content = content;
        int[] found = new int[Math.max(16, content.length / 32)];
        int n = 0;
        for (int at = 0; at < content.length; n++) {
            if (n == found.length) {
                found = Arrays.copyOf(found, n * 2);
            }
            found[n] = at;
            at = endOfLine(content, at);
        }
        this.starts = Arrays.copyOf(found, n + 1);
        this.starts[n] = content.length;
        this.count = n;
    }

    private static int endOfLine(byte[] content, int from) {
        int at = from;
        while (at < content.length && content[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, content.length);
    }

    /** The file itself, for reading only. */
    public byte[] content() {
        return content;
    }

    public int count() {
        return count;
    }

    /** The line, or {@link Line#NOTHING} where there is none. */
    public Line get(long number) {
        if (number < 1 || number > count) {
            return Line.NOTHING;
        }
        int start = starts[(int) number - 1];
        return new Line(content, start, starts[(int) number] - start);
    }

    /** Copies the lines from one to another, both included, as they stand in the file. */
    public void copy(long first, long last, ByteArrayOutputStream out) {
        int start = starts[(int) first - 1];
        out.write(content, start, starts[(int) last] - start);
    }

    public boolean matches(long number, Line expected) {
        if (number < 1 || number > count) {
            return expected.isEmpty();
        }
        int start = starts[(int) number - 1];
        int length = starts[(int) number] - start;
        if (length != expected.length() || (length > 0 && content[start] != expected.at(0))) {
            return false;
        }
        return new Line(content, start, length).sameAs(expected);
    }
}
