package org.hhvmdeb.patch.diff;

import org.jspecify.annotations.Nullable;

/**
 * A file name cut out of a header line by GNU patch's rules, before any directory is removed.
 *
 * @param name the name, null where it is quoted wrongly
 * @param rest what follows it, to the end of the line
 */
public record NameText(@Nullable String name, String rest) {

    /**
     * The name after {@code ---}, {@code +++} or {@code Index:}. White space ends it, unless a tab (for {@code Index:}
     * anything) follows later: then blanks belong to the name.
     */
    static NameText spaced(String text, char laterEnd) {
        String at = text.substring(blanks(text, 0));
        if (at.startsWith("\"")) {
            return QuotedName.parse(at);
        }
        int end = 0;
        while (end < at.length() && !(isSpace(at.charAt(end)) && endsName(at, end, laterEnd))) {
            end++;
        }
        return new NameText(at.substring(0, end), at.substring(end));
    }

    /** One of the two names of a {@code diff --git} line: white space always ends it. */
    static NameText word(String text) {
        String at = text.substring(blanks(text, 0));
        if (at.startsWith("\"")) {
            return QuotedName.parse(at);
        }
        String word = firstWord(at);
        return new NameText(word, at.substring(word.length()));
    }

    /** Everything between the leading white space and the next. */
    public static String firstWord(String text) {
        int start = blanks(text, 0);
        int end = start;
        while (end < text.length() && !isSpace(text.charAt(end))) {
            end++;
        }
        return text.substring(start, end);
    }

    public static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    /** The index of the first character from {@code from} on that is not white space. */
    public static int blanks(String text, int from) {
        int at = from;
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean endsName(String text, int blank, char laterEnd) {
        int last = blank;
        while (text.charAt(last) != '\t' && last + 1 < text.length() && isSpace(text.charAt(last + 1))) {
            last++;
        }
        return text.charAt(last) == '\t' || text.indexOf(laterEnd, last + 1) < 0;
    }
}
