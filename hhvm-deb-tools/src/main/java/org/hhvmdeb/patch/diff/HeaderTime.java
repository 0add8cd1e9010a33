package org.hhvmdeb.patch.diff;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time behind a file name in a diff. GNU patch takes one within a day of the epoch, whatever the time zone, as the
 * statement that there was no such file.
 */
enum HeaderTime {
    NONE,
    EPOCH,
    SOME;

    private static final String MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec";
    private static final Pattern ISO = Pattern.compile("([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})(?:[T ]+(.*))?");
    private static final Pattern WORDS =
            Pattern.compile("(?:[a-z]{3}[a-z]*,? +)?([a-z]{3})[a-z]* +([0-9]{1,2}),? +(.*?) *([0-9]{4})((?: [a-z]+)?)");
    private static final Pattern MAIL =
            Pattern.compile("(?:[a-z]{3}[a-z]*,? +)?([0-9]{1,2}) +([a-z]{3})[a-z]* +([0-9]{4})((?: .*)?)");
    private static final Pattern CLOCK = Pattern.compile("([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]+)?)?");
    private static final Pattern ZONE = Pattern.compile("([-+])([0-9]{2}):?([0-9]{2})");

    private static final long HOUR = 3600;

    /** No time is longer, and the patterns are slow on what is. */
    private static final int LONGEST = 200;

    /**
     * Reads what follows the name.
     *
     * @param text to the end of the line
     */
    static HeaderTime of(String text) {
        String time = text.strip().toLowerCase(Locale.ROOT);
        if (time.isEmpty() || time.startsWith("(")) {
            return SOME;
        }
        if (time.length() > LONGEST) {
            return NONE;
        }
        Matcher iso = ISO.matcher(time);
        if (iso.matches()) {
            return at(iso.group(1), iso.group(2), iso.group(3), iso.group(4) == null ? "" : iso.group(4));
        }
        Matcher mail = MAIL.matcher(time);
        if (mail.matches()) {
            return at(mail.group(3), month(mail.group(2)), mail.group(1), mail.group(4));
        }
        Matcher words = WORDS.matcher(time);
        if (words.matches()) {
            return at(words.group(4), month(words.group(1)), words.group(2), words.group(3) + " " + words.group(5));
        }
        return NONE;
    }

    private static String month(String name) {
        int at = MONTHS.indexOf(name);
        return at % 4 == 0 ? String.valueOf(at / 4 + 1) : "0";
    }

    private static HeaderTime at(String year, String month, String day, String clockAndZone) {
        int y = Integer.parseInt(year);
        int m = Integer.parseInt(month);
        int d = Integer.parseInt(day);
        if (m < 1 || m > 12 || d < 1 || d > 31) {
            return NONE;
        }
        if (y != 1969 && y != 1970) {
            return SOME;
        }
        long seconds = java.time.LocalDate.of(y, m, 1).plusDays(d - 1L).toEpochDay() * 24 * HOUR;
        Matcher clock = CLOCK.matcher(clockAndZone);
        if (clock.find()) {
            seconds += Long.parseLong(clock.group(1)) * HOUR + Long.parseLong(clock.group(2)) * 60;
            seconds += clock.group(3) == null ? 0 : Long.parseLong(clock.group(3));
        }
        seconds -= zone(clockAndZone);
        return seconds > -25 * HOUR && seconds < 26 * HOUR ? EPOCH : SOME;
    }

    private static long zone(String clockAndZone) {
        Matcher zone = ZONE.matcher(clockAndZone);
        if (!zone.find()) {
            return 0;
        }
        long seconds = Long.parseLong(zone.group(2)) * HOUR + Long.parseLong(zone.group(3)) * 60;
        return zone.group(1).equals("-") ? -seconds : seconds;
    }
}
