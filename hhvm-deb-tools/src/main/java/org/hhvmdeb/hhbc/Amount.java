package org.hhvmdeb.hhbc;

import java.util.Locale;

/** Numbers for a person. */
final class Amount {

    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Amount() {}

    /** As in {@code "12.3 MiB"}. */
    static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1023.95 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0
                ? bytes + (bytes == 1 ? " byte" : " bytes")
                : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    /** As in {@code "1 path"} and {@code "20000 paths"}; the plural is the word with an s. */
    static String count(long number, String one) {
        return String.format(Locale.ROOT, "%d %s%s", number, one, number == 1 ? "" : one.endsWith("s") ? "es" : "s");
    }

    /** As in {@code "69.0 %"}. */
    static String share(long part, long whole) {
        return String.format(Locale.ROOT, "%.1f %%", whole == 0 ? 0 : 100.0 * part / whole);
    }
}
