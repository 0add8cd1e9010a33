package org.hhvmdeb.debian;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.hhvmdeb.notice.InputException;
import org.jspecify.annotations.Nullable;

/**
 * The environment variable SOURCE_DATE_EPOCH, the date that nothing we write may exceed
 * (reproducible-builds.org/specs/source-date-epoch).
 */
public final class SourceDateEpoch {

    private SourceDateEpoch() {}

    /**
     * Reads the variable's value.
     *
     * @param value seconds since 1970; null or empty where the variable is not set
     * @throws InputException when it is no such number
     */
    public static Optional<Instant> parse(@Nullable String value) throws InputException {
        if (value == null || value.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(value)));
        } catch (DateTimeException | NumberFormatException e) {
            throw new InputException("SOURCE_DATE_EPOCH is \"" + value + "\", not a number of seconds since 1970", e);
        }
    }
}
