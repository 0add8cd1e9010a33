package org.hhvmdeb.patch.apply;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.hhvmdeb.patch.diff.DiffParser;
import org.hhvmdeb.patch.diff.ParsedPatch;
import org.hhvmdeb.patch.engine.PatchRules;
import org.hhvmdeb.patch.engine.RefusedException;

/**
 * How a patch of a series is read and applied.
 *
 * @param strip how many directories are taken from the front of its names
 * @param reverse whether it is taken back instead of applied
 */
record PatchReading(int strip, boolean reverse, PatchRules rules) {

    /** As dpkg-source does, whatever the series says. */
    static PatchReading strict() {
        return new PatchReading(1, false, PatchRules.strict());
    }

    /**
     * As quilt does.
     *
     * @param options what stands behind the patch's name in the series
     * @throws RefusedException when there is an option whose effect we do not know
     */
    static PatchReading quilt(String options) throws RefusedException {
        PatchReading reading = new PatchReading(1, false, PatchRules.quilt());
        Deque<String> words = new ArrayDeque<>(Arrays.stream(options.split("\\s+", -1))
                .filter(w -> !w.isEmpty())
                .toList());
        while (!words.isEmpty()) {
            reading = reading.with(words.removeFirst(), words);
        }
        return reading;
    }

    private PatchReading with(String option, Deque<String> rest) throws RefusedException {
        if (option.equals("-R") || option.equals("--reverse")) {
            return new PatchReading(strip, true, rules);
        }
        if (option.equals("-E") || option.equals("--remove-empty-files")) {
            return new PatchReading(strip, reverse, rules.removingEmpty());
        }
        for (String name : new String[] {"-p", "--strip=", "-F", "--fuzz="}) {
            if (option.startsWith(name)) {
                String value = option.substring(name.length());
                int number = number(option, value.isEmpty() && !rest.isEmpty() ? rest.removeFirst() : value);
                return name.contains("F") || name.contains("fuzz")
                        ? new PatchReading(strip, reverse, rules.withFuzz(number))
                        : new PatchReading(number, reverse, rules);
            }
        }
        throw new RefusedException("the option " + option + " behind its name is none of -pN, -R, -E, -FN");
    }

    private static int number(String option, String digits) throws RefusedException {
        if (!digits.matches("[0-9]{1,4}")) {
            throw new RefusedException("the option " + option + " behind its name has no number; -p and -F take one");
        }
        return Integer.parseInt(digits);
    }

    ParsedPatch parse(byte[] patch) {
        ParsedPatch parsed = DiffParser.parse(patch, strip);
        return reverse ? parsed.reversed() : parsed;
    }
}
