package org.hhvmdeb.debian;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a changelog line by line as Dpkg::Changelog::Debian does, with its idea of what comes next. What is wrong is
 * noted and passed over, as there; only the latest entry has to say what is built, and when it was written.
 */
final class ChangelogParser {

    /** Editors' settings at the end of the file: the rest is not looked at. */
    private static final Pattern EDITOR = caseless("(?:;;\\s*)?Local variables:|vim:");

    /** Version control keywords and comments, which dpkg skips although no manual allows them. */
    private static final Pattern SKIPPED = Pattern.compile("\\$\\w+:.*\\$|# |/\\*.*\\*/", Pattern.DOTALL);

    /** Beginnings of formats from before deb-changelog(5); the rest of the file is in that format then. */
    private static final Pattern ANCIENT = caseless("\\w[-+0-9a-z.]* \\([^() \\t]+\\)"
            + "|[\\w.+-]+[- ]\\S+ Debian \\S"
            + "|Changes from version .* to .*:"
            + "|Changes for [\\w.+-]+-[\\w.+-]+:?\\s*\\z"
            + "|Old Changelog:\\s*\\z"
            + "|(?:\\d+:)?\\w[\\w.+~-]*:?\\s*\\z");

    private static final Pattern ANCIENT_DATE = caseless("(?:\\w+\\s+\\w+\\s+\\d{1,2} \\d{1,2}:\\d{1,2}:\\d{1,2}\\s+"
            + "[\\w\\s]*\\d{4}|\\w+\\s+\\w+\\s+\\d{1,2},?\\s*\\d{4})\\s+.*\\s+[<(].*[)>]");

    /** These patterns are slow on lines longer than any of them. */
    private static final int LONGEST_ANCIENT = 500;

    private enum Expected {
        FIRST_HEADING("the first heading \"package (version) distribution; urgency=...\""),
        CHANGES("a change, which starts with two blanks"),
        CHANGES_OR_TRAILER("a change, which starts with two blanks, or the trailer \" -- Name <mail>  date\""),
        HEADING_OR_END("the next heading \"package (version) distribution; urgency=...\" or the end of the file");

        private final String words;

        Expected(String words) {
            this.words = words;
        }
    }

    private final String fileName;
    private final List<ChangelogEntry> entries = new ArrayList<>();
    private final List<Finding> faults = new ArrayList<>();
    private Expected expected = Expected.FIRST_HEADING;
    private @Nullable OpenEntry open;
    private boolean first = true;

    ChangelogParser(String fileName) {
        this.fileName = fileName;
    }

    Changelog parse(String text) throws InputException {
        String[] lines = text.split("\n", -1);
        int count = text.endsWith("\n") ? lines.length - 1 : lines.length;
        int number = 0;
        while (number < count && accept(lines[number], new Location(fileName, number + 1))) {
            number++;
        }
        close();
        if (entries.isEmpty() && !faults.isEmpty()) {
            throw new InputException(faults.get(0).where(), faults.get(0).message());
        }
        if (entries.isEmpty()) {
            throw new InputException(
                    Location.of(fileName), "the changelog has no entry; dch --create writes the first");
        }
        return new Changelog(entries, faults);
    }

    /** Takes a line; says whether the next one is wanted. */
    private boolean accept(String line, Location where) throws InputException {
        Matcher heading = ChangelogHeading.SHAPE.matcher(line);
        Optional<ChangelogTrailer.Shape> trailer = ChangelogTrailer.Shape.of(line);
        if (heading.matches()) {
            start(heading, where);
        } else if (EDITOR.matcher(line).lookingAt()) {
            return false;
        } else if (SKIPPED.matcher(line).lookingAt()) {
            return true;
        } else if (isAncient(line)) {
            return false;
        } else if (startsAtMargin(line)) {
            unexpected(line, where);
        } else if (trailer.isPresent()) {
            end(trailer.get(), where);
        } else if (line.startsWith(" --")) {
            fault(where, trailerFault(where, ChangelogTrailer.malformed(line)));
        } else if (WhiteSpace.strip(line).isEmpty()) {
            blank();
        } else {
            change(line, where);
        }
        return true;
    }

    private static boolean isAncient(String line) {
        return line.length() < LONGEST_ANCIENT
                && (ANCIENT.matcher(line).lookingAt()
                        || ANCIENT_DATE.matcher(line).lookingAt());
    }

    private static boolean startsAtMargin(String line) {
        return !line.isEmpty() && !WhiteSpace.strip(line.substring(0, 1)).isEmpty();
    }

    private void start(Matcher line, Location where) throws InputException {
        if (open != null && expected != Expected.HEADING_OR_END) {
            fault(where, "an entry starts, but the one of line " + open.where.line() + " has no trailer line yet");
        }
        close();
        OpenEntry started = new OpenEntry(where);
        open = started;
        started.heading = ChangelogHeading.parse(line, where, message -> {
            started.headingFault = where + ": " + message;
            fault(where, message);
        });
        expected = Expected.CHANGES;
    }

    private void end(ChangelogTrailer.Shape trailer, Location where) {
        if (expected != Expected.CHANGES_OR_TRAILER) {
            fault(where, "a trailer line where " + expected.words + " is expected");
        }
        OpenEntry ended = entry(where);
        ended.end(ChangelogTrailer.parse(trailer, message -> fault(where, trailerFault(where, message))));
        expected = Expected.HEADING_OR_END;
    }

    private void change(String line, Location where) throws InputException {
        boolean inEntry = expected == Expected.CHANGES || expected == Expected.CHANGES_OR_TRAILER;
        boolean indented = startsWithTwoBlanks(line);
        if (!inEntry || !indented) {
            unexpected(line, where);
        }
        if (inEntry && !indented) {
            return;
        }
        if (indented && expected == Expected.HEADING_OR_END) {
            // Its heading must have been forgotten.
            close();
        }
        entry(where).changes.add(WhiteSpace.stripTrailing(line));
        expected = Expected.CHANGES_OR_TRAILER;
    }

    private static boolean startsWithTwoBlanks(String line) {
        return line.length() > 1 && WhiteSpace.strip(line.substring(0, 2)).isEmpty();
    }

    private void blank() {
        if (open != null && expected == Expected.CHANGES_OR_TRAILER) {
            open.changes.add("");
        }
    }

    private void unexpected(String line, Location where) {
        String message = "\"" + Printable.of(line) + "\" stands where " + expected.words + " is expected";
        // Where no trailer follows, this line may have been meant for it.
        fault(where, expected == Expected.CHANGES_OR_TRAILER ? trailerFault(where, message) : message);
    }

    private OpenEntry entry(Location where) {
        OpenEntry entry = open != null ? open : new OpenEntry(where);
        open = entry;
        return entry;
    }

    private void fault(Location where, String message) {
        faults.add(Finding.of(where, PackagingRule.SYNTAX_ERROR_IN_DEBIAN_CHANGELOG, message));
    }

    /** Remembers what is wrong with the line that should have a date. */
    private String trailerFault(Location where, String message) {
        if (open != null) {
            open.trailerFault = where + ": " + message;
        }
        return message;
    }

    /** Takes the open entry if it is one, and the latest in any case. */
    private void close() throws InputException {
        OpenEntry closed = open;
        open = null;
        if (closed == null) {
            return;
        }
        ChangelogEntry entry = closed.entry();
        if (entry != null) {
            entries.add(entry);
        } else if (first) {
            throw new InputException(closed.missing());
        } else if (closed.headingFault == null && closed.trailerFault == null) {
            fault(closed.where, "this entry has no trailer line \" -- Name <mail>  date\"; add it at the entry's end");
        }
        first = false;
    }

    private static Pattern caseless(String pattern) {
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /** An entry as far as it has been read. */
    private static final class OpenEntry {

        private final Location where;
        private final List<String> changes = new ArrayList<>();
        private @Nullable ChangelogHeading heading;
        private @Nullable String headingFault;
        private @Nullable ChangelogTrailer trailer;
        private @Nullable String trailerFault;

        OpenEntry(Location where) {
            this.where = where;
        }

        /** A second trailer line takes the place of the first, but for a date that cannot be read. */
        void end(ChangelogTrailer next) {
            ChangelogTrailer before = trailer;
            trailer = before == null || next.date() != null
                    ? next
                    : new ChangelogTrailer(next.maintainer(), before.date());
        }

        @Nullable ChangelogEntry entry() {
            while (!changes.isEmpty() && changes.get(changes.size() - 1).isEmpty()) {
                changes.remove(changes.size() - 1);
            }
            ChangelogTrailer ended = trailer;
            Instant date = ended == null ? null : ended.date();
            return heading == null || ended == null || date == null
                    ? null
                    : heading.entry(changes, ended.maintainer(), date);
        }

        /** Why it cannot be the latest. */
        String missing() {
            if (heading == null) {
                return headingFault != null
                        ? headingFault
                        : where + ": this stands above " + Expected.FIRST_HEADING.words;
            }
            return trailerFault != null
                    ? trailerFault
                    : where + ": this entry has no trailer line \" -- Name <mail>  date\", so it has no date; add it at"
                            + " the entry's end";
        }
    }
}
