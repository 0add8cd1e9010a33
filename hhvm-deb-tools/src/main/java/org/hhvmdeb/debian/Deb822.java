package org.hhvmdeb.debian;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;
import org.jspecify.annotations.Nullable;

/**
 * Reads control files as deb822(5) describes them and dpkg's Dpkg::Control reads them: lines that start with {@code #}
 * are comments, a line of white space only ends a paragraph, a line that starts with a blank or tab goes on with the
 * field before it.
 */
public final class Deb822 {

    private final String fileName;
    private final List<Paragraph> paragraphs = new ArrayList<>();
    private final List<Field> fields = new ArrayList<>();
    private @Nullable Field open;

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
            accept(lines[i].stripTrailing(), i + 1);
        }
        endParagraph();
        return List.copyOf(paragraphs);
    }

    private void accept(String line, int number) throws InputException {
        if (line.isEmpty()) {
            endParagraph();
        } else if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
            goOn(line.substring(1), number);
        } else if (line.charAt(0) != '#') {
            start(line, number);
        }
    }

    private void start(String line, int number) throws InputException {
        Location where = new Location(fileName, number);
        int colon = line.indexOf(':');
        String name = colon < 0 ? "" : line.substring(0, colon).stripTrailing();
        if (!Field.isName(name)) {
            throw new InputException(
                    where,
                    "\"" + line + "\" is no field: expected \"Name: value\", or a blank before a line that goes on with"
                            + " the field above");
        }
        endField();
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                throw new InputException(
                        where, "the field " + name + " was given in line " + field.line() + " already; remove one");
            }
        }
        open = field(name, line.substring(colon + 1).strip(), number, where);
    }

    private void goOn(String line, int number) throws InputException {
        Location where = new Location(fileName, number);
        if (open == null) {
            throw new InputException(where, "a line that starts with a blank goes on with a field, but none is open");
        }
        String value = line.matches("\\.+") ? line.substring(1) : line;
        open = field(open.name(), open.value() + "\n" + value, open.line(), where);
    }

    private static Field field(String name, String value, int line, Location where) throws InputException {
        try {
            return new Field(name, value, line);
        } catch (IllegalArgumentException e) {
            throw new InputException(where + ": " + e.getMessage(), e);
        }
    }

    private void endField() {
        if (open != null) {
            fields.add(open);
            open = null;
        }
    }

    private void endParagraph() {
        endField();
        if (!fields.isEmpty()) {
            paragraphs.add(new Paragraph(new Location(fileName, fields.get(0).line()), fields));
            fields.clear();
        }
    }
}
