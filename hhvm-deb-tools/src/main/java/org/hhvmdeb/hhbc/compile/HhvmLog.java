package org.hhvmdeb.hhbc.compile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hhvmdeb.hhbc.inspect.RepoRule;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.notice.Severity;

/**
 * What hhvm printed while it compiled.
 *
 * @param log the file
 * @param root the tree as hhvm was given it
 * @param shown the tree as the user knows it
 */
record HhvmLog(Path log, Path root, Path shown) {

    /** The compiler says so and goes on; its exit status stays 0. */
    private static final Pattern ERROR =
            Pattern.compile("\\b(?:fatal|parse|syntax) error\\b", Pattern.CASE_INSENSITIVE);

    /** PHP's own form; that of Hack's parser; that of a program that names the file first; that of other compilers. */
    private static final List<Pattern> PLACES = List.of(
            Pattern.compile("\\bin (\\S.*?) on line ([0-9]{1,9})"),
            Pattern.compile("\\bFile \"([^\"]+)\", line ([0-9]{1,9})"),
            Pattern.compile("^(?:\\w+: )?(\\S.*?\\.[A-Za-z]+): [^:]*\\berror\\b.* on line ([0-9]{1,9})"),
            Pattern.compile("(?:^|[\\s(\\[])([^\\s:()\\[\\]]+\\.[A-Za-z]+):([0-9]{1,9})\\b"));

    private static final int MOST = 10;

    /** A finding for each of the first lines that complain about PHP, at the place in the PHP where the line names one. */
    List<Finding> errors(Severity severity) throws IOException {
        List<Finding> found = new ArrayList<>();
        int errors = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(log), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            for (int number = 1; line != null; number++, line = lines.readLine()) {
                if (ERROR.matcher(line).find() && ++errors <= MOST) {
                    Location inLog = new Location(log.toString(), number);
                    Optional<Location> place = place(line);
                    String from = place.isPresent() ? " (" + inLog + ")" : "";
                    found.add(finding(severity, place.orElse(inLog), line.strip() + from));
                }
            }
        }
        if (errors > MOST) {
            found.add(finding(severity, Location.of(log.toString()), "and " + (errors - MOST) + " more such lines"));
        }
        return found;
    }

    private Optional<Location> place(String line) {
        for (Pattern pattern : PLACES) {
            Matcher place = pattern.matcher(line);
            if (place.find()) {
                String file = place.group(1);
                String relative = file.startsWith(root + "/")
                        ? file.substring(root.toString().length() + 1)
                        : file;
                String name = relative.startsWith("/") ? relative : shown + "/" + relative;
                return Optional.of(new Location(name, Integer.parseInt(place.group(2))));
            }
        }
        return Optional.empty();
    }

    private static Finding finding(Severity severity, Location where, String message) {
        return new Finding(severity, where, RepoRule.PHP_ERROR, message);
    }
}
