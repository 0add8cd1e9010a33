package org.hhvmdeb.hhbc.compile;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hhvmdeb.notice.InputException;

/**
 * How much of the machine a compilation may take. None of it is mixed into HHVM's hashes.
 *
 * @param jobs threads of hhvm; 0: as many as it thinks fit, which is the number of processors
 * @param memory bytes that hhvm and its children may have in use; 0: no limit. Resident memory is meant: HHVM reserves address
 *     space by the gigabyte, so a limit on that (ulimit -v) stops any hhvm
 * @param time after which hhvm is stopped
 */
public record CompileLimits(int jobs, long memory, Duration time) {

    /** A day, and whatever hhvm takes. */
    public static final CompileLimits NONE = new CompileLimits(0, 0, Duration.ofDays(1));

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,6})([KMGT])(?:I?B)?");
    private static final int MOST_JOBS = 1024;
    /** Less is a slip: how much hhvm takes is looked at now and then, and a small site may be through before. */
    private static final long LEAST_MEMORY = 1 << 20;

    /**
     * Checks what a user said.
     *
     * @param memory such as {@code 4G} or {@code 500M}, in powers of 1024; empty for no limit
     * @param minutes 0 for a day
     */
    public static CompileLimits parse(int jobs, String memory, long minutes) throws InputException {
        if (jobs < 0 || jobs > MOST_JOBS) {
            throw new InputException(jobs + " jobs are none or too many; expected 1 to " + MOST_JOBS);
        }
        if (minutes < 0) {
            throw new InputException(minutes + " minutes are no time to wait");
        }
        return new CompileLimits(jobs, bytes(memory), minutes == 0 ? NONE.time() : Duration.ofMinutes(minutes));
    }

    private static long bytes(String text) throws InputException {
        if (text.isEmpty()) {
            return 0;
        }
        Matcher size = SIZE.matcher(text.toUpperCase(Locale.ROOT));
        if (!size.matches() || Long.parseLong(size.group(1)) == 0) {
            throw new InputException(
                    "\"" + text + "\" is not a size of memory; expected a number with K, M, G or T, as in 4G");
        }
        int power = "KMGT".indexOf(size.group(2)) + 1;
        long bytes = Long.parseLong(size.group(1)) << (10 * power);
        if (bytes < LEAST_MEMORY) {
            throw new InputException("no hhvm runs in " + text + " of memory; 4G is a usual limit");
        }
        return bytes;
    }
}
