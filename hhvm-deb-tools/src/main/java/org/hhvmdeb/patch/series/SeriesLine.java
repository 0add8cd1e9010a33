package org.hhvmdeb.patch.series;

import java.util.Optional;

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

    // What Perl's \\s is in dpkg-source.
    private static final String SPACE = " \t\r\n\f\u000b";

    static SeriesLine parse(int number, String text) {
        // dpkg-source: white space around the line goes, then a comment with the white space before it.
        int start = behindSpace(text, 0);
        int hash = hash(text, start);
        String comment = hash < text.length() ? text.substring(hash + 1).strip() : "";
        int end = hash;
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        int name = start;
        while (name < end && !isSpace(text.charAt(name))) {
            name++;
        }
        // Perl takes the text "0" for false, so that dpkg-source passes over a patch of that name.
        if (start == end || text.substring(start, end).equals("0")) {
            return new SeriesLine(number, text, Optional.empty(), "", comment);
        }
        String options = name == end ? "" : text.substring(behindSpace(text, name), end);
        return new SeriesLine(number, text, Optional.of(text.substring(start, name)), options, comment);
    }

    /** Where a comment begins: at the front or behind white space; the end of the text where there is none. */
    private static int hash(String text, int start) {
        int hash = text.indexOf('#', start);
        while (hash > start && !isSpace(text.charAt(hash - 1))) {
            hash = text.indexOf('#', hash + 1);
        }
        return hash < 0 ? text.length() : hash;
    }

    private static int behindSpace(String text, int from) {
        int at = from;
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(char c) {
        return SPACE.indexOf(c) >= 0;
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
