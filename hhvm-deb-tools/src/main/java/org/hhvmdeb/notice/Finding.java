package org.hhvmdeb.notice;

import java.util.Locale;

/**
 * One thing a check found.
 *
 * @param severity how much it weighs
 * @param where the place, in a file the user can open
 * @param rule a stable name in lower case with dashes; lintian's tag where lintian has one
 * @param message what is wrong, why, and what to do; further lines may show the text concerned
 */
public record Finding(Severity severity, Location where, String rule, String message) {

    public static Finding error(Location where, String rule, String message) {
        return new Finding(Severity.ERROR, where, rule, message);
    }

    public static Finding warning(Location where, String rule, String message) {
        return new Finding(Severity.WARNING, where, rule, message);
    }

    @Override
    public String toString() {
        return where + ": " + severity.name().toLowerCase(Locale.ROOT) + ": " + message + " [" + rule + "]";
    }
}
