package org.hhvmdeb.debian;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;
import org.jspecify.annotations.Nullable;

/** Goes through a changelog line by line, telling headings, changes and trailers apart as Dpkg::Changelog does. */
final class ChangelogParser {

    /** Editors' settings at the end of the file: the rest is not looked at. */
    private static final Pattern EDITOR =
            Pattern.compile("(?:(?:;;\\s*)?Local variables:|vim:).*", Pattern.CASE_INSENSITIVE);

    /** Version control keywords and comments, which dpkg skips although no manual allows them. */
    private static final Pattern SKIPPED = Pattern.compile("\\$\\w+:.*\\$.*|# .*|/\\*.*\\*/.*");

    /** Headings of formats from before deb-changelog(5); the rest of the file is in that format then. */
    private static final Pattern ANCIENT = Pattern.compile(
            "\\w+\\s+\\w+\\s+\\d{1,2} \\d{1,2}:\\d{1,2}:\\d{1,2}\\s+[\\w\\s]*\\d{4}\\s+.*\\s+[<(].*[)>]"
                    + "|\\w+\\s+\\w+\\s+\\d{1,2},?\\s*\\d{4}\\s+.*\\s+[<(].*[)>]"
                    + "|\\w[-+0-9a-z.]* \\([^() \\t]+\\);?"
                    + "|[\\w.+-]+[- ]\\S+ Debian \\S+"
                    + "|Changes from version .* to .*:"
                    + "|Changes for [\\w.+-]+-[\\w.+-]+:?\\s*"
                    + "|Old Changelog:\\s*"
                    + "|(?:\\d+:)?\\w[\\w.+~-]*:?\\s*",
            Pattern.CASE_INSENSITIVE);

    /** The patterns above are slow on lines longer than any such heading. */
    private static final int LONGEST_ANCIENT = 500;

    private static final Pattern CHANGE = Pattern.compile("\\s\\s");

    /** lintian's name of it. */
    private static final String FAULT = "syntax-error-in-debian-changelog";

    private final String fileName;
    private final List<ChangelogEntry> entries = new ArrayList<>();
    private final List<String> changes = new ArrayList<>();
    private final List<Finding> faults = new ArrayList<>();
    private @Nullable ChangelogHeading heading;
    private boolean passingOver;

    ChangelogParser(String fileName) {
        this.fileName = fileName;
    }

    Changelog parse(String text) throws InputException {
        String[] lines = text.split("\n", -1);
        int number = 0;
        while (number < lines.length && next(lines[number].stripTrailing(), new Location(fileName, number + 1))) {
            number++;
        }
        if (heading != null) {
            String message = "this entry has no trailer line \" -- Name <mail>  date\"; add it at the entry's end";
            if (entries.isEmpty()) {
                throw new InputException(heading.where(), message);
            }
            faults.add(Finding.warning(heading.where(), FAULT, message));
        }
        if (entries.isEmpty()) {
            throw new InputException(
                    Location.of(fileName), "the changelog has no entry; dch --create writes the first");
        }
        return new Changelog(entries, faults);
    }

    /** What is wrong behind the latest entry is noted, and passed over up to the next heading. */
    private boolean next(String line, Location where) throws InputException {
        try {
            return accept(line, where);
        } catch (InputException e) {
            if (entries.isEmpty()) {
                throw e;
            }
            String message = String.valueOf(e.getMessage());
            String prefix = where + ": ";
            faults.add(Finding.warning(
                    where, FAULT, message.startsWith(prefix) ? message.substring(prefix.length()) : message));
            heading = null;
            passingOver = true;
            return true;
        }
    }

    /** Takes a line; says whether the next one is wanted. */
    private boolean accept(String line, Location where) throws InputException {
        Matcher headline = ChangelogHeading.SHAPE.matcher(line);
        if (headline.matches()) {
            passingOver = false;
            start(ChangelogHeading.parse(headline, where));
            return true;
        }
        if (EDITOR.matcher(line).matches()) {
            return false;
        }
        if (SKIPPED.matcher(line).matches()) {
            return true;
        }
        if (line.length() < LONGEST_ANCIENT && ANCIENT.matcher(line).matches()) {
            return false;
        }
        if (passingOver) {
            return true;
        }
        if (line.isEmpty() || CHANGE.matcher(line).lookingAt()) {
            change(line, where);
        } else if (line.startsWith(" --")) {
            end(ChangelogTrailer.parse(line, where), where);
        } else {
            throw new InputException(
                    where,
                    "\"" + Printable.of(line)
                            + "\" is neither a heading \"package (version) distribution; urgency=...\","
                            + " nor a change, which starts with two blanks, nor a trailer \" -- Name <mail>  date\"");
        }
        return true;
    }

    private void start(ChangelogHeading next) throws InputException {
        if (heading != null) {
            String message =
                    "an entry starts, but the one of line " + heading.where().line() + " has no trailer line yet";
            if (entries.isEmpty()) {
                throw new InputException(next.where(), message);
            }
            faults.add(Finding.warning(next.where(), FAULT, message));
        }
        heading = next;
        changes.clear();
    }

    private void change(String line, Location where) throws InputException {
        if (heading == null && !line.isEmpty()) {
            throw new InputException(where, "a change without a heading line above it");
        }
        if (!line.isEmpty() || !changes.isEmpty()) {
            changes.add(line);
        }
    }

    private void end(ChangelogTrailer trailer, Location where) throws InputException {
        if (heading == null || changes.isEmpty()) {
            throw new InputException(
                    where, "a trailer line without " + (heading == null ? "an entry" : "changes") + " above it");
        }
        while (changes.get(changes.size() - 1).isEmpty()) {
            changes.remove(changes.size() - 1);
        }
        entries.add(heading.entry(changes, trailer));
        heading = null;
        changes.clear();
    }
}
