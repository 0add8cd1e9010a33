package org.hhvmdeb.report;

/** Numbers for a person. Without {@link java.util.Formatter}, which takes its time to learn about languages first. */
public final class Amount {

    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Amount() {}

    /** As in {@code "12.3 MiB"}. */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1023.95 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + (bytes == 1 ? " byte" : " bytes") : tenths(value) + " " + UNITS[unit];
    }

    /** What two sizes differ by, as in {@code "3.9 KiB to 5.0 KiB (+1.1 KiB)"}. */
    public static String change(long before, long after) {
        long more = after - before;
        return bytes(before) + " to " + bytes(after)
                + (more == 0 ? "" : " (" + (more < 0 ? "-" : "+") + bytes(Math.abs(more)) + ")");
    }

    /** As in {@code "1 path"} and {@code "20000 paths"}; the plural is the word with an s. */
    public static String count(long number, String one) {
        return number + " " + one + (number == 1 ? "" : one.endsWith("s") ? "es" : "s");
    }

    /** As in {@code "69.0 %"}. */
    public static String share(long part, long whole) {
        return tenths(whole == 0 ? 0 : 100.0 * part / whole) + " %";
    }

    private static String tenths(double value) {
        long tenths = Math.round(value * 10);
        return tenths / 10 + "." + tenths % 10;
    }
}
