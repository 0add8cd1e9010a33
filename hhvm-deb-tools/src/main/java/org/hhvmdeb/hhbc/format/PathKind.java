package org.hhvmdeb.hhbc.format;

import java.util.regex.Pattern;

/** What a name in a repository's table of paths stands for. Only a file can be looked for on the disk. */
public enum PathKind {
    /** A file of the site. */
    FILE,
    /** A part of HHVM itself: {@code systemlib.php} and its like in no directory, since 3.26 behind {@code /:}. */
    SYSTEMLIB,
    /** Code that a script put together: {@code eval()} and {@code create_function()}. */
    EVALUATED;

    private static final String BUILT_IN = "/:";

    /** As in {@code /srv/a.php(12)(0a1b) : eval()'d code}. */
    private static final Pattern PUT_TOGETHER =
            Pattern.compile("(?s).*\\) : (?:eval\\(\\)'d code|runtime-created function)");

    /** Tells the kind from the name alone; what a release might have made up itself is not taken for a file. */
    public static PathKind of(String path) {
        if (PUT_TOGETHER.matcher(path).matches()) {
            return EVALUATED;
        }
        return path.startsWith(BUILT_IN) || (path.startsWith("systemlib.") && path.indexOf('/') < 0) ? SYSTEMLIB : FILE;
    }

    /** Whether no file of this name can be expected on the disk. */
    public boolean virtual() {
        return this != FILE;
    }
}
