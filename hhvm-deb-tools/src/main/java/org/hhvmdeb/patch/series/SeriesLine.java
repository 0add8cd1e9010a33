package org.hhvmdeb.patch.series;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a series file.
 *
 * @param number counted from 1
 * @param text the line as it stands there, with its line ending
 * @param patch the patch it names, by dpkg-source's rules; empty for comments and blank lines
 * @param options what follows the name, without a comment: {@code -p1}; dpkg-source ignores it
 * @param comment the text of a comment, without {@code #} and white space around it; empty where there is none
 */
public record SeriesLine(int number, String text, Optional<String> patch, String options, String comment) {

    // dpkg-source: white space around the line goes, then a comment with the white space before it.
    private static final String SPACE = "[ \\t\\r\\n\\f\\x0b]";
    private static final Pattern COMMENT = Pattern.compile("(?:^|" + SPACE + "+)#(.*)$", Pattern.DOTALL);
    private static final Pattern ENTRY =
            Pattern.compile("([^ \\t\\r\\n\\f\\x0b]+)(?:" + SPACE + "+(.*))?", Pattern.DOTALL);

    static SeriesLine parse(int number, String text) {
        String stripped = text.replaceAll("^" + SPACE + "+|" + SPACE + "+$", "");
        Matcher hash = COMMENT.matcher(stripped);
        String comment = "";
        if (hash.find()) {
            comment = hash.group(1).strip();
            stripped = stripped.substring(0, hash.start());
        }
        Matcher entry = ENTRY.matcher(stripped);
        // Perl takes the text "0" for false, so that dpkg-source passes over a patch of that name.
        if (!entry.matches() || stripped.equals("0")) {
            return new SeriesLine(number, text, Optional.empty(), "", comment);
        }
        String options = entry.group(2) == null ? "" : entry.group(2);
        return new SeriesLine(number, text, Optional.of(entry.group(1)), options, comment);
    }

    /** Whether it is nothing but a comment. */
    public boolean isComment() {
        return patch.isEmpty() && !comment.isEmpty();
    }

    /** The text quilt reads as dpkg-source reads this one, with the ending that dpkg-source needs to add another line. */
    String textForQuilt() {
        String ended = text.endsWith("\n") ? text : text + "\n";
        if (readsTheSameInQuilt()) {
            return ended;
        }
        String line = patch.isPresent() ? ended.substring(0, ended.length() - 2) + "\n" : ended;
        return isComment() ? line.stripLeading() : line;
    }

    /** Whether quilt reads it as dpkg-source does: quilt knows comments in the first column only, and no CR LF. */
    public boolean readsTheSameInQuilt() {
        boolean indented = isComment() && !text.startsWith("#");
        return !indented && !(text.endsWith("\r\n") && patch.isPresent());
    }
}
