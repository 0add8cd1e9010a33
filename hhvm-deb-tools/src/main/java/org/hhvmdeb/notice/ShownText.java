package org.hhvmdeb.notice;

/**
 * Text as a person may see it. What others wrote (names of files, answers of servers, the output of programs) can hold
 * characters that steer a terminal or turn the direction of writing; they are spelled out: {@code \x1b}, {@code \u202e}.
 */
public final class ShownText {

    private ShownText() {}

    /** The text without a character that acts; line feeds and tabs stay. */
    public static String of(String text) {
        if (text.codePoints().noneMatch(ShownText::acts)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (acts(c)) {
                shown.append(String.format(c <= 0xff ? "\\x%02x" : "\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    /** Whether a code point is a control character, one that turns the direction of writing, or half a character. */
    public static boolean acts(int c) {
        boolean control = c < ' ' ? c != '\n' && c != '\t' : c >= 0x7f && c <= 0x9f;
        boolean direction = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
        return control || direction || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
