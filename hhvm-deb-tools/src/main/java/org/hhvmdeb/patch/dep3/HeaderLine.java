package org.hhvmdeb.patch.dep3;

/** What the bytes of a header's line mean, one line at a time. */
final class HeaderLine {

    /** No field has a longer name; keeps a text without line breaks from being taken for one. */
    private static final int LONGEST_NAME = 80;

    private HeaderLine() {}

    /** Where the next line begins, at most {@code limit}. */
    static int next(byte[] content, int from, int limit) {
        int at = from;
        while (at < limit && content[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, limit);
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    static boolean isSpace(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }

    /** The end of a line without the white space and line ending there. */
    static int trimmedEnd(byte[] content, int from, int to) {
        int end = to;
        while (end > from && isSpace(content[end - 1])) {
            end--;
        }
        return end;
    }

    /** Where the text of a line begins: behind {@code #} and a blank in dpatch's style. */
    static int payload(byte[] content, int from, boolean hashed) {
        if (!hashed || from >= content.length || content[from] != '#') {
            return from;
        }
        return from + 1 < content.length && content[from + 1] == ' ' ? from + 2 : from + 1;
    }

    static boolean isEmpty(byte[] content, int from, int to) {
        return trimmedEnd(content, from, to) == from;
    }

    static boolean is(byte[] content, int from, int to, String ascii) {
        return to - from == ascii.length() && startsWith(content, from, to, ascii);
    }

    static boolean startsWith(byte[] content, int from, int to, String ascii) {
        if (to - from < ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (content[from + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The index of the colon if a field begins here, otherwise -1. An address such as {@code http://…} is none. */
    static int colon(byte[] content, int from, int to) {
        int at = from;
        while (at < to && at - from <= LONGEST_NAME && isNameByte(content[at], at == from)) {
            at++;
        }
        boolean named = at > from && at < to && content[at] == ':';
        return named && !startsWith(content, at + 1, to, "//") ? at : -1;
    }

    private static boolean isNameByte(byte b, boolean first) {
        boolean letter = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
        return letter || (!first && ((b >= '0' && b <= '9') || b == '-' || b == '_' || b == '.'));
    }
}
