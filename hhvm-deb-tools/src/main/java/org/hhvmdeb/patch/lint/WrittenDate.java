package org.hhvmdeb.patch.lint;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates as people write them, read only where nobody could read them otherwise. */
final class WrittenDate {

    private static final int LONGEST = 64;
    private static final String TIME =
            "(?:[T ,]+[0-9]{1,2}:[0-9]{2}(?::[0-9.]{2,12})?(?: ?(?:Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?(?: ?\\([A-Z]{1,5}\\))?)?)?";
    private static final Pattern YEAR_FIRST = Pattern.compile("([0-9]{4})([-/.])([0-9]{1,2})\\2([0-9]{1,2})" + TIME);
    private static final Pattern DAY_NAMED_MONTH = Pattern.compile(
            "(?:[A-Z][a-z]{2,8},? )?([0-9]{1,2})(?:st|nd|rd|th)?[ -]([A-Z][a-z]{2,8})\\.?,?[ -]([0-9]{4})" + TIME);
    private static final Pattern NAMED_MONTH_DAY =
            Pattern.compile("(?:[A-Z][a-z]{2,8},? )?([A-Z][a-z]{2,8})\\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})");
    private static final Pattern YEAR_LAST = Pattern.compile("([0-9]{1,2})([-/.])([0-9]{1,2})\\2([0-9]{4})");

    private WrittenDate() {}

    /** The date, if the order of day and month is beyond doubt. */
    static Optional<LocalDate> read(String text) {
        String trimmed = text.strip();
        if (trimmed.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return parse(trimmed).filter(d -> d.getYear() >= 1900);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDate> parse(String text) {
        Matcher m = YEAR_FIRST.matcher(text);
        if (m.matches()) {
            return Optional.of(LocalDate.of(number(m, 1), number(m, 3), number(m, 4)));
        }
        m = DAY_NAMED_MONTH.matcher(text);
        if (m.matches()) {
            return date(number(m, 3), m.group(2), number(m, 1));
        }
        m = NAMED_MONTH_DAY.matcher(text);
        if (m.matches()) {
            return date(number(m, 3), m.group(1), number(m, 2));
        }
        m = YEAR_LAST.matcher(text);
        return m.matches() ? yearLast(number(m, 1), number(m, 3), number(m, 4)) : Optional.empty();
    }

    // 13/1 and 1/13 can be read one way only; so can 2/2.
    private static Optional<LocalDate> yearLast(int first, int second, int year) {
        if (first > 12 || first == second) {
            return Optional.of(LocalDate.of(year, second, first));
        }
        return second > 12 ? Optional.of(LocalDate.of(year, first, second)) : Optional.empty();
    }

    private static Optional<LocalDate> date(int year, String name, int day) {
        for (Month month : Month.values()) {
            String full = month.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            if (List.of(full, full.substring(0, 3), full.substring(0, Math.min(4, full.length())))
                    .contains(name)) {
                return Optional.of(LocalDate.of(year, month, day));
            }
        }
        return Optional.empty();
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
