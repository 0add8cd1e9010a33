package org.hhvmdeb.debian;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
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

    static final Pattern SHAPE = Pattern.compile(
            " -- (.*) <(.*)>  ?(?:(\\w+),\\s*)?"
                    + "((\\d{1,2})\\s+(\\w+)\\s+(\\d{4})\\s+"
                    + "(\\d{1,2}):(\\d\\d):(\\d\\d)\\s+([-+])(\\d\\d)(\\d\\d))\\s*",
            Pattern.DOTALL);

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    /** What the library of dpkg takes for a year. */
    private static final int FIRST_YEAR = 1900;

    /**
     * Reads a line of that shape. The day of the week says nothing new, and dpkg does not compare it with the date either.
     *
     * @param faults gets what is wrong with it
     */
    static ChangelogTrailer parse(Matcher line, Consumer<String> faults) {
        String maintainer = line.group(1) + " <" + line.group(2) + ">";
        try {
            return new ChangelogTrailer(maintainer, date(line));
        } catch (DateTimeException e) {
            faults.accept("\"" + line.group(4)
                    + "\" is no date; expected one like 05 Jun 2017 10:00:00 +0000, as date -R prints it");
            return new ChangelogTrailer(maintainer, null);
        }
    }

    static String malformed(String line) {
        return "\"" + Printable.of(line) + "\" is not a trailer line; expected"
                + " \" -- Name <mail>  Mon, 05 Jun 2017 10:00:00 +0000\"";
    }

    /** As dpkg counts: 31 Feb is 3 Mar, 0 Mar the end of Feb but 0 Jan the first, and time zones have no bound. */
    private static Instant date(Matcher line) {
        int month = MONTHS.indexOf(line.group(6).toLowerCase(Locale.ROOT)) + 1;
        int day = Math.max(month == 1 ? 1 : 0, upTo(31, line.group(5)));
        int year = Integer.parseInt(line.group(7));
        if (month == 0 || year < FIRST_YEAR) {
            throw new DateTimeException("no month or no year");
        }
        int minutes = 60 * Integer.parseInt(line.group(12)) + Integer.parseInt(line.group(13));
        return LocalDate.of(year, month, 1)
                .plusDays(day - 1L)
                .atTime(upTo(23, line.group(8)), upTo(59, line.group(9)), upTo(59, line.group(10)))
                .minusMinutes(line.group(11).equals("-") ? -minutes : minutes)
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
