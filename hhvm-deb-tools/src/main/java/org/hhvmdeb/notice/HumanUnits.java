package org.hhvmdeb.notice;

import java.util.Locale;

/** Numbers for a person. Without {@link java.util.Formatter}, which takes its time to learn about languages first. */
public final class HumanUnits {

    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private static final String BYTE = "byte";

    private HumanUnits() {}

    /** As in {@code "12.3 MiB"}. */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1023.95 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? count(bytes, BYTE) : tenths(value) + " " + UNITS[unit];
    }

    /** What two sizes differ by, as in {@code "3.9 KiB to 5.0 KiB (+1.1 KiB)"}. */
    public static String change(long before, long after) {
        long more = after - before;
        return bytes(before) + " to " + bytes(after)
                + (more == 0 ? "" : " (" + (more < 0 ? "-" : "+") + bytes(Math.abs(more)) + ")");
    }

    /** As in {@code "1 path"} and {@code "20000 paths"}; the last word is the one that is counted, in the singular. */
    public static String count(long number, String one) {
        return number + " " + (number == 1 ? one : plural(one));
    }

    /**
     * How far something is, as in {@code "3 of 10 files (30 %)"} and {@code "5 objects"}.
     *
     * @param total 0 or less where nobody knows it
     * @param one what is counted, in the singular
     */
    public static String done(long done, long total, String one) {
        boolean bytes = one.equals(BYTE);
        if (total <= 0) {
            return bytes ? bytes(done) : count(done, one);
        }
        String all = bytes ? bytes(total) : count(total, one);
        return (bytes ? bytes(done) : done) + " of " + all + " (" + Math.min(100, done * 100 / total) + " %)";
    }

    /** As in {@code "69.0 %"}. */
    public static String share(long part, long whole) {
        return tenths(whole == 0 ? 0 : 100.0 * part / whole) + " %";
    }

    private static String plural(String one) {
        if (one.matches(".*[^aeiou]y")) {
            return one.substring(0, one.length() - 1) + "ies";
        }
        return one + (one.toLowerCase(Locale.ROOT).matches(".*(s|x|ch|sh)") ? "es" : "s");
    }

    private static String tenths(double value) {
        long tenths = Math.round(value * 10);
        return tenths / 10 + "." + tenths % 10;
    }
}
