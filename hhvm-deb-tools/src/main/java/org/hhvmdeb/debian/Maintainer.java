package org.hhvmdeb.debian;

import java.util.regex.Pattern;

/** Who looks after a package: a name and an address in angle brackets (Policy 5.6.2). */
public final class Maintainer {

    private static final Pattern SHAPE = Pattern.compile("[^<>\\n]+ <[^<>@\\s]+@[^<>@\\s]+>");

    private Maintainer() {}

    /** Whether a text has the form {@code Site Operators <ops@example.org>}. */
    public static boolean isWellFormed(String text) {
        return SHAPE.matcher(text).matches();
    }
}
