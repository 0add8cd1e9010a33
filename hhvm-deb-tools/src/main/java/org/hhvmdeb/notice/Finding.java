package org.hhvmdeb.notice;

/**
 * One thing a check found.
 *
 * @param severity how much it weighs
 * @param where the place, in a file the user can open
 * @param rule what it is a case of
 * @param message what is wrong, why, and what to do; further lines may show the text concerned
 */
public record Finding(Severity severity, Location where, Rule rule, String message) {

    /** Something that weighs what its rule says. */
    public static Finding of(Location where, Rule rule, String message) {
        return new Finding(rule.severity(), where, rule, message);
    }

    @Override
    public String toString() {
        return where + ": " + severity.word() + ": " + message + " [" + rule.id() + "]";
    }
}
