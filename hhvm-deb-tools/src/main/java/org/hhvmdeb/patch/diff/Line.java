package org.hhvmdeb.patch.diff;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.hhvmdeb.patch.tree.ByteText;

/** One line, with its newline if it has one, as a part of a larger array that nobody changes. */
public final class Line {

    /** What stands before the first and after the last line of a file. */
    static final Line NOTHING = new Line(new byte[0], 0, 0);

    private final byte[] array;
    private final int from;
    private final int length;

    Line(byte[] array, int from, int length) {
        this.array = array;
        this.from = from;
        this.length = length;
    }

    public int length() {
        return length;
    }

    public byte at(int index) {
        return array[from + index];
    }

    public boolean isEmpty() {
        return length == 0;
    }

    public boolean startsWith(String ascii) {
        if (length < ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (at(i) != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    public boolean endsWithNewline() {
        return length > 0 && at(length - 1) == '\n';
    }

    boolean endsWithCarriageReturn() {
        return length > 1 && endsWithNewline() && at(length - 2) == '\r';
    }

    Line after(int bytes) {
        return new Line(array, from + bytes, length - bytes);
    }

    Line withoutLast() {
        return new Line(array, from, length - 1);
    }

    /** Without its line ending, be it LF, CR LF or none. */
    public Line chomped() {
        if (endsWithCarriageReturn()) {
            return new Line(array, from, length - 2);
        }
        return endsWithNewline() ? withoutLast() : this;
    }

    public boolean sameAs(Line other) {
        return length == other.length
                && Arrays.equals(array, from, from + length, other.array, other.from, other.from + length);
    }

    public void writeTo(ByteArrayOutputStream out) {
        out.write(array, from, length);
    }

    public byte[] bytes() {
        return Arrays.copyOfRange(array, from, from + length);
    }

    /** The bytes as characters 0 to 255, for grammars that are about bytes. */
    public String latin1() {
        return new String(array, from, length, StandardCharsets.ISO_8859_1);
    }

    /** At most so many bytes of it. */
    public Line start(int bytes) {
        return new Line(array, from, Math.min(length, bytes));
    }

    /** For messages: one line, at most 200 characters. */
    public String shown() {
        Line shortened = new Line(array, from, Math.min(length, 800)).chomped();
        String text = ByteText.printable(ByteText.decode(shortened.bytes()));
        String end = !endsWithNewline() && length <= 800 ? " (no newline)" : endsWithCarriageReturn() ? " (CR LF)" : "";
        return (text.length() > 200 ? text.substring(0, 200) + "…" : text) + end;
    }
}
