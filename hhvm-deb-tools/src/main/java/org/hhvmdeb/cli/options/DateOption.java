package org.hhvmdeb.cli.options;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.hhvmdeb.notice.InputException;

/** A date on the command line: ISO 8601 with or without the time of day (UTC then), or seconds since 1970. */
public final class DateOption {

    private static final String FORMS = "2026-11-30, 2026-11-30T12:00:00Z or seconds since 1970";

    private DateOption() {}

    public static Instant parse(String text) throws InputException {
        try {
            if (text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            if (text.indexOf('T') > 0) {
                return OffsetDateTime.parse(text).toInstant();
            }
        } catch (DateTimeException e) {
            throw new InputException("\"" + text + "\" is not a date: there is no such day or time; write " + FORMS, e);
        }
        if (!text.matches("[0-9]{1,11}")) {
            throw new InputException("\"" + text + "\" is not a date; write " + FORMS);
        }
        return Instant.ofEpochSecond(Long.parseLong(text));
    }
}
