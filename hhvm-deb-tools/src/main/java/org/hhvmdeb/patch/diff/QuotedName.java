package org.hhvmdeb.patch.diff;

/** Names that git puts in double quotes, with the escapes of C. */
final class QuotedName {

    private static final String LETTERS = "abfnrtv\\\"";
    private static final String MEANINGS = "\u0007\b\f\n\r\t\u000b\\\"";

    private QuotedName() {}

    static NameText parse(String quoted) {
        StringBuilder name = new StringBuilder();
        for (int at = 1; at < quoted.length(); at++) {
            char c = quoted.charAt(at);
            if (c == '"') {
                return new NameText(name.toString(), quoted.substring(at + 1));
            }
            if (c != '\\') {
                name.append(c);
            } else if (isOctal(quoted, at + 1)) {
                name.append((char) Integer.parseInt(quoted.substring(at + 1, at + 4), 8));
                at += 3;
            } else if (at + 1 < quoted.length() && LETTERS.indexOf(quoted.charAt(at + 1)) >= 0) {
                name.append(MEANINGS.charAt(LETTERS.indexOf(quoted.charAt(++at))));
            } else {
                break;
            }
        }
        return new NameText(null, "");
    }

    private static boolean isOctal(String text, int at) {
        return at + 3 <= text.length()
                && text.charAt(at) >= '0'
                && text.charAt(at) <= '3'
                && text.substring(at, at + 3).chars().allMatch(c -> c >= '0' && c <= '7');
    }
}
