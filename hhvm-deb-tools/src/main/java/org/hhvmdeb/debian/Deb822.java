package org.hhvmdeb.debian;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;

/**
 * Reads control files as deb822(5) describes them and dpkg's Dpkg::Control reads them: lines that start with {@code #}
 * are comments, a line of white space only ends a paragraph, a line that starts with a blank or tab goes on with the
 * field before it.
 */
public final class Deb822 {

    private final String fileName;
    private final List<Paragraph> paragraphs = new ArrayList<>();
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final StringBuilder value = new StringBuilder();
    private String name = "";
    private int line;

    private Deb822(String fileName) {
        this.fileName = fileName;
    }

    /**
     * Reads all paragraphs.
     *
     * @param fileName for messages and {@link Paragraph#where()}
     * @throws InputException naming file and line of what is no control file
     */
    public static List<Paragraph> parse(String text, String fileName) throws InputException {
        return new Deb822(fileName).read(text, Integer.MAX_VALUE);
    }

    /** Reads the first paragraph; what follows is not looked at. */
    static Optional<Paragraph> first(String text, String fileName) throws InputException {
        return new Deb822(fileName).read(text, 1).stream().findFirst();
    }

    private List<Paragraph> read(String text, int limit) throws InputException {
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length && paragraphs.size() < limit; i++) {
            accept(WhiteSpace.stripTrailing(lines[i]), i + 1);
        }
        endParagraph();
        return List.copyOf(paragraphs);
    }

    private void accept(String text, int number) throws InputException {
        if (text.isEmpty()) {
            endParagraph();
        } else if (text.charAt(0) == ' ' || text.charAt(0) == '\t') {
            goOn(text.substring(1), number);
        } else if (text.charAt(0) != '#') {
            start(text, number);
        }
    }

    private void start(String text, int number) throws InputException {
        endField();
        int colon = text.indexOf(':');
        name = colon < 0 ? "" : WhiteSpace.stripTrailing(text.substring(0, colon));
        line = number;
        if (!Field.isName(name)) {
            throw new InputException(
                    new Location(fileName, number),
                    "\"" + Printable.of(text)
                            + "\" is not a field: expected \"Name: value\", or a blank before a line that"
                            + " goes on with the field above");
        }
        value.append(WhiteSpace.strip(text.substring(colon + 1)));
    }

    private void goOn(String text, int number) throws InputException {
        if (name.isEmpty()) {
            throw new InputException(
                    new Location(fileName, number),
                    "a line that starts with a blank goes on with a field, but there is none above it");
        }
        value.append('\n').append(text.matches("\\.+") ? text.substring(1) : text);
    }

    private void endField() throws InputException {
        if (name.isEmpty()) {
            return;
        }
        Location where = new Location(fileName, line);
        String fault = Field.fault(value);
        if (fault != null) {
            throw new InputException(where, "the field " + name + " " + fault);
        }
        Field before = fields.putIfAbsent(name.toLowerCase(Locale.ROOT), new Field(name, value.toString(), line));
        if (before != null) {
            throw new InputException(
                    where, "the field " + name + " was given in line " + before.line() + " already; remove one");
        }
        name = "";
        value.setLength(0);
    }

    private void endParagraph() throws InputException {
        endField();
        if (!fields.isEmpty()) {
            List<Field> all = List.copyOf(fields.values());
            paragraphs.add(new Paragraph(new Location(fileName, all.get(0).line()), all));
            fields.clear();
        }
    }
}
