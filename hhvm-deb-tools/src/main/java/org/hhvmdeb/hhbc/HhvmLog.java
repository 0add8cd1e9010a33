package org.hhvmdeb.hhbc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.notice.Severity;

/** What hhvm printed while it compiled. */
final class HhvmLog {

    /** The compiler says so and goes on; its exit status stays 0. */
    private static final Pattern ERROR =
            Pattern.compile("\\b(?:fatal|parse|syntax) error\\b", Pattern.CASE_INSENSITIVE);

    private static final int MOST = 10;

    private HhvmLog() {}

    /** A finding for each of the first lines that complain about PHP. */
    static List<Finding> errors(Path log, Severity severity) throws IOException {
        List<Finding> found = new ArrayList<>();
        int errors = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(log), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            for (int number = 1; line != null; number++, line = lines.readLine()) {
                if (ERROR.matcher(line).find() && ++errors <= MOST) {
                    found.add(finding(severity, new Location(log.toString(), number), line.strip()));
                }
            }
        }
        if (errors > MOST) {
            found.add(finding(severity, Location.of(log.toString()), "and " + (errors - MOST) + " more such lines"));
        }
        return found;
    }

    private static Finding finding(Severity severity, Location where, String message) {
        return new Finding(severity, where, "php-error", message);
    }
}
