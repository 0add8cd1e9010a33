package org.hhvmdeb.debian;

import java.util.regex.Pattern;
import org.hhvmdeb.notice.InputException;

/**
 * The name of a source, binary or virtual package, as Policy 5.6.1 has it: at least two of lower-case letters, digits
 * and {@code + - .}, the first a letter or digit. dpkg itself lets more pass in some places.
 *
 * @param text such as {@code hhvm}
 */
public record PackageName(String text) implements Comparable<PackageName> {

    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9+.-]+");

    public PackageName {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException(fault(text));
        }
    }

    /**
     * Reads a name.
     *
     * @throws InputException when it is none
     */
    public static PackageName parse(String text) throws InputException {
        if (!SHAPE.matcher(text).matches()) {
            throw new InputException(fault(text));
        }
        return new PackageName(text);
    }

    @Override
    public int compareTo(PackageName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }

    private static String fault(String text) {
        return "\"" + Printable.of(text)
                + "\" is not a package name: expected two or more of a-z, 0-9, +, - and ., starting with a"
                + " letter or digit, as in hhvm";
    }
}
