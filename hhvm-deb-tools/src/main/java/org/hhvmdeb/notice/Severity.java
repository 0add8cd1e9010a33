package org.hhvmdeb.notice;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How much a finding weighs, in SARIF's words. */
public enum Severity {
    /** The check does not pass. */
    ERROR,
    /** Works today, should be changed. */
    WARNING,
    /** Worth knowing. */
    NOTE;

    /**
     * Reads a word.
     *
     * @param setting which has it, for the message
     * @throws InputException when it is none
     */
    public static Severity parse(String word, String setting) throws InputException {
        return Stream.of(values())
                .filter(s -> s.word().equalsIgnoreCase(word.strip()))
                .findFirst()
                .orElseThrow(() -> new InputException(setting + " is \"" + word + "\"; it is one of "
                        + Stream.of(values()).map(Severity::word).collect(Collectors.joining(", "))));
    }

    /** As reports and settings have it: {@code warning}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
