package org.hhvmdeb.maven;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.hhvmdeb.notice.InputException;
import org.jspecify.annotations.Nullable;

/**
 * {@code project.build.outputTimestamp}, as Maven's own plugins read it.
 *
 * @param text a date, seconds since 1970, or a letter that says there is none
 */
record Timestamp(@Nullable String text) {

    /** Whether a letter, such as {@code n} or {@code x}, switches reproducible dates off. */
    boolean isOff() {
        return text != null && text.length() == 1 && !Character.isDigit(text.charAt(0));
    }

    /**
     * The date.
     *
     * @return empty where none is set
     */
    Optional<Instant> date() throws InputException {
        if (text == null || text.isEmpty() || isOff()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    text.chars().allMatch(Character::isDigit)
                            ? Instant.ofEpochSecond(Long.parseLong(text))
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException | NumberFormatException e) {
            throw new InputException(
                    "project.build.outputTimestamp is \"" + text
                            + "\", neither a date like 2026-11-21T00:00:00Z nor seconds since 1970; a single letter"
                            + " switches it off",
                    e);
        }
    }
}
