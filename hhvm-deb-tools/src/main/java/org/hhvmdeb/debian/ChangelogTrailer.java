package org.hhvmdeb.debian;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The last line of an entry: {@code  -- Name <mail>  Mon, 05 Jun 2017 10:00:00 +0000}.
 *
 * @param date null where the line has none that dpkg reads
 */
record ChangelogTrailer(String maintainer, @Nullable Instant date) {

    private static final String START = " -- ";

    /** What follows the address. */
    private static final Pattern WHEN = Pattern.compile("  ?(?:\\w+,\\s*)?"
            + "((\\d{1,2})\\s+(\\w+)\\s+(\\d{4})\\s+"
            + "(\\d{1,2}):(\\d\\d):(\\d\\d)\\s+([-+])(\\d\\d)(\\d\\d))\\s*");

    /**
     * A line of that shape, taken apart; by hand up to the date, as one pattern would go over a long line again and again.
     *
     * @param when a match of what follows the address
     */
    record Shape(String maintainer, Matcher when) {

        static Optional<Shape> of(String line) {
            int end = line.lastIndexOf('>');
            int mail = line.lastIndexOf(" <", end);
            if (!line.startsWith(START) || end < 0 || mail < START.length()) {
                return Optional.empty();
            }
            Matcher when = WHEN.matcher(line.substring(end + 1));
            return when.matches()
                    ? Optional.of(new Shape(line.substring(START.length(), end + 1), when))
                    : Optional.empty();
        }
    }

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    /** What the library of dpkg takes for a year. */
    private static final int FIRST_YEAR = 1900;

    /**
     * Reads a line of that shape. The day of the week says nothing new, and dpkg does not compare it with the date either.
     *
     * @param faults gets what is wrong with it
     */
    static ChangelogTrailer parse(Shape line, Consumer<String> faults) {
        try {
            return new ChangelogTrailer(line.maintainer(), date(line.when()));
        } catch (DateTimeException e) {
            faults.accept("\"" + line.when().group(1)
                    + "\" is not a date; expected one like 05 Jun 2017 10:00:00 +0000, as date -R prints it");
            return new ChangelogTrailer(line.maintainer(), null);
        }
    }

    static String malformed(String line) {
        return "\"" + Printable.of(line) + "\" is not a trailer line; expected"
                + " \" -- Name <mail>  Mon, 05 Jun 2017 10:00:00 +0000\"";
    }

    /** As dpkg counts: 31 Feb is 3 Mar, 0 Mar the end of Feb but 0 Jan the first, and time zones have no bound. */
    private static Instant date(Matcher line) {
        int month = MONTHS.indexOf(line.group(3).toLowerCase(Locale.ROOT)) + 1;
        int day = Math.max(month == 1 ? 1 : 0, upTo(31, line.group(2)));
        int year = Integer.parseInt(line.group(4));
        if (month == 0 || year < FIRST_YEAR) {
            throw new DateTimeException("no month or no year");
        }
        int minutes = 60 * Integer.parseInt(line.group(9)) + Integer.parseInt(line.group(10));
        return LocalDate.of(year, month, 1)
                .plusDays(day - 1L)
                .atTime(upTo(23, line.group(5)), upTo(59, line.group(6)), upTo(59, line.group(7)))
                .minusMinutes(line.group(8).equals("-") ? -minutes : minutes)
                .toInstant(ZoneOffset.UTC);
    }

    private static int upTo(int most, String digits) {
        int number = Integer.parseInt(digits);
        if (number > most) {
            throw new DateTimeException(digits + " is more than " + most);
        }
        return number;
    }
}
