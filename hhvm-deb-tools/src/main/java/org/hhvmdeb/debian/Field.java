package org.hhvmdeb.debian;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One field of a paragraph.
 *
 * @param name as it was written; case carries no meaning
 * @param value its lines joined by newlines: no blank before the first, one blank less before each of the others, and
 *     {@code ""} for a line that was written as a lone dot
 * @param line where it stands, counted from 1; 0 where it was not read from a file
 */
public record Field(String name, String value, int line) {

    private static final Pattern NAME = Pattern.compile("[!\"$-,./0-9;-~][!-9;-~]*");

    public Field {
        if (!isName(name)) {
            throw new IllegalArgumentException("\"" + name + "\" cannot be the name of a field");
        }
        String fault = fault(value);
        if (fault != null) {
            throw new IllegalArgumentException("the field " + name + " " + fault);
        }
    }

    /** What no value may hold. */
    static @Nullable String fault(CharSequence value) {
        boolean text = value.chars().allMatch(c -> c == '\n' || c == '\t' || c >= ' ');
        return text ? null : "holds a control character; remove it";
    }

    /** Printable ASCII without blank and colon, starting with neither {@code #} nor {@code -}. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** As deb822(5) writes it, with the newline at its end. */
    String toText() {
        String[] lines = value.split("\n", -1);
        StringBuilder text = new StringBuilder(name).append(':');
        String first = WhiteSpace.strip(lines[0]);
        text.append(first.isEmpty() ? "" : " " + first).append('\n');
        for (int i = 1; i < lines.length; i++) {
            String line = WhiteSpace.stripTrailing(lines[i]);
            text.append(line.matches("\\.*") ? " ." : " ").append(line).append('\n');
        }
        return text.toString();
    }
}
