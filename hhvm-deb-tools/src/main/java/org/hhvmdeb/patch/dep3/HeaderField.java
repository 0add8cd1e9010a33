package org.hhvmdeb.patch.dep3;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.StringJoiner;
import org.hhvmdeb.patch.tree.ByteText;

/** One field of a patch's header, with the lines that continue it. */
public final class HeaderField {

    private final byte[] content;
    private final int from;
    private final int to;
    private final boolean hashed;
    private final int colon;
    private final int line;
    private final int stanza;

    /**
     * Marks the lines of a field.
     *
     * @param hashed whether every line begins with {@code #}, as in dpatch's time
     */
    HeaderField(byte[] content, int from, int to, boolean hashed, int line, int stanza) {
        this.content = content;
        this.from = from;
        this.to = to;
        this.hashed = hashed;
        this.colon = HeaderLine.colon(content, HeaderLine.payload(content, from, hashed), to);
        this.line = line;
        this.stanza = stanza;
    }

    /** The name as it is written there. */
    public String name() {
        int start = HeaderLine.payload(content, from, hashed);
        return new String(content, start, colon - start, StandardCharsets.US_ASCII);
    }

    /** Whether it has this name; upper and lower case are the same. */
    public boolean is(String name) {
        int start = HeaderLine.payload(content, from, hashed);
        return colon - start == name.length() && name().equalsIgnoreCase(name);
    }

    /** The line of the patch file it begins in, counted from 1. */
    public int line() {
        return line;
    }

    /** Which of the patch's headers it is in, counted from 1: DEP-3 knows a first one and one after free text. */
    public int stanza() {
        return stanza;
    }

    /**
     * What it says: line breaks are kept, the blank that every continuation line begins with is not, and a dot alone is
     * an empty line. Bytes that are no UTF-8 are there as {@link ByteText} has them.
     */
    public String value() {
        StringJoiner lines = new StringJoiner("\n");
        int at = colon + 1;
        for (int next = HeaderLine.next(content, at, to); at < to; ) {
            lines.add(text(at, next, lines.length() > 0 || at > colon + 1));
            at = next;
            while (at < to && !hashed && content[at] == '#') {
                at = HeaderLine.next(content, at, to);
            }
            next = HeaderLine.next(content, at, to);
        }
        return lines.toString();
    }

    private String text(int lineStart, int lineEnd, boolean continuation) {
        int start = lineStart;
        if (continuation) {
            start = HeaderLine.payload(content, lineStart, hashed);
            start += start < lineEnd && HeaderLine.isBlank(content[start]) ? 1 : 0;
        } else {
            while (start < lineEnd && HeaderLine.isBlank(content[start])) {
                start++;
            }
        }
        int end = HeaderLine.trimmedEnd(content, start, lineEnd);
        String text = ByteText.decode(Arrays.copyOfRange(content, start, Math.max(start, end)));
        return continuation && text.equals(".") ? "" : text;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    int colon() {
        return colon;
    }

    boolean hashed() {
        return hashed;
    }

    /** Where the first line's text begins: behind the colon and the blanks after it. */
    int valueFrom() {
        int at = colon + 1;
        while (at < to && HeaderLine.isBlank(content[at])) {
            at++;
        }
        return at;
    }

    @Override
    public String toString() {
        return name() + ": " + value();
    }
}
