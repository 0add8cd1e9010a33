package org.hhvmdeb.debian;

/**
 * What dpkg takes for white space. It reads files as bytes, so a blank of Unicode is a character like any other, and so are
 * the separators of ASCII, which Java strips.
 */
final class WhiteSpace {

    private WhiteSpace() {}

    /** The line without white space at its end. */
    static String stripTrailing(String line) {
        int end = line.length();
        while (end > 0 && isWhite(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(0, end);
    }

    /** The text without white space at both ends. */
    static String strip(String text) {
        int start = 0;
        while (start < text.length() && isWhite(text.charAt(start))) {
            start++;
        }
        return stripTrailing(text.substring(start));
    }

    private static boolean isWhite(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
