package org.hhvmdeb.debian;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;

/** The last line of an entry: {@code  -- Name <mail>  Mon, 05 Jun 2017 10:00:00 +0000}. */
record ChangelogTrailer(String maintainer, Instant date) {

    private static final String START = " -- ";

    /** What follows the address. */
    private static final Pattern WHEN = Pattern.compile("  ?(?:\\w+,\\s*)?"
            + "(\\d{1,2}\\s+\\w+\\s+\\d{4}\\s+\\d{1,2}:\\d\\d:\\d\\d\\s+[-+]\\d{4})");

    /** Written out because Java's own month names change with its locale data. */
    private static final Map<Long, String> MONTHS = Map.ofEntries(
            Map.entry(1L, "Jan"),
            Map.entry(2L, "Feb"),
            Map.entry(3L, "Mar"),
            Map.entry(4L, "Apr"),
            Map.entry(5L, "May"),
            Map.entry(6L, "Jun"),
            Map.entry(7L, "Jul"),
            Map.entry(8L, "Aug"),
            Map.entry(9L, "Sep"),
            Map.entry(10L, "Oct"),
            Map.entry(11L, "Nov"),
            Map.entry(12L, "Dec"));

    private static final DateTimeFormatter DATE = new DateTimeFormatterBuilder()
            .appendPattern("d ")
            .appendText(ChronoField.MONTH_OF_YEAR, MONTHS)
            .appendPattern(" uuuu H:mm:ss xx")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    static ChangelogTrailer parse(String line, Location where) throws InputException {
        int end = line.lastIndexOf('>');
        int mail = line.lastIndexOf(" <", end);
        Matcher when = WHEN.matcher(line.substring(end + 1));
        if (!line.startsWith(START) || end < 0 || mail < START.length() || !when.matches()) {
            throw new InputException(
                    where,
                    "\"" + Printable.of(line) + "\" is not a trailer line; expected"
                            + " \" -- Name <mail>  Mon, 05 Jun 2017 10:00:00 +0000\"");
        }
        String date = when.group(1).replaceAll("\\s+", " ");
        try {
            // The day of the week says nothing new, and dpkg does not compare it with the date either.
            return new ChangelogTrailer(
                    line.substring(START.length(), end + 1),
                    OffsetDateTime.parse(date, DATE).toInstant());
        } catch (DateTimeException e) {
            throw new InputException(
                    where + ": \"" + date + "\" is no date; expected one like 05 Jun 2017 10:00:00 +0000, as date -R"
                            + " prints it",
                    e);
        }
    }
}
