package org.hhvmdeb.patch.dep3;

import java.io.ByteArrayOutputStream;
import org.hhvmdeb.patch.tree.ByteText;

/** Writes fields as DEP-3 has them. */
final class FieldText {

    private final byte[] ending;
    private final boolean hashed;

    /**
     * Writes in the style of a header.
     *
     * @param ending of every line
     * @param hashed whether every line begins with {@code #}
     */
    FieldText(byte[] ending, boolean hashed) {
        this.ending = ending;
        this.hashed = hashed;
    }

    /** A whole new field without the last line's ending. */
    byte[] field(String name, String value) {
        return Splice.joined(
                ByteText.encode((hashed ? "# " : "") + name(name) + (value.isEmpty() ? ":" : ": ")), value(value));
    }

    static String name(String name) {
        if (HeaderLine.colon(ByteText.encode(name + ":"), 0, name.length() + 1) != name.length()) {
            throw new IllegalArgumentException("no field can be named \"" + ByteText.printable(name) + "\"");
        }
        return name;
    }

    /** The text behind the colon and a blank, without the last line's ending. */
    byte[] value(String value) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        String[] lines = value.split("\n", -1);
        text.writeBytes(ByteText.encode(lines[0].strip()));
        // Line by line, as each is either UTF-8 or not.
        for (int i = 1; i < lines.length; i++) {
            String line = lines[i].stripTrailing();
            text.writeBytes(ending);
            text.writeBytes(ByteText.encode((hashed ? "#  " : " ") + (line.isEmpty() ? "." : line)));
        }
        return text.toByteArray();
    }
}
