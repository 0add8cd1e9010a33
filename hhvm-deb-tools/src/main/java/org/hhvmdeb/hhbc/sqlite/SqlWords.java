package org.hhvmdeb.hhbc.sqlite;

/** The words of a statement, one after the other: names, numbers, signs; blanks and comments left out. */
final class SqlWords {

    private final String sql;
    private int next;
    private String word = "";
    private boolean quoted;

    SqlWords(String sql) {
        this.sql = sql;
        advance();
    }

    /** The current word, quotes taken off; empty at the end. */
    String word() {
        return word;
    }

    /** Whether this is the current word, as a keyword or sign. */
    boolean is(String keyword) {
        return !quoted && word.equalsIgnoreCase(keyword);
    }

    /** Whether this is the current word; then goes on to the next one. */
    boolean skip(String keyword) {
        if (!is(keyword)) {
            return false;
        }
        advance();
        return true;
    }

    /** Whether the current word can be a name. */
    boolean isName() {
        return quoted || (!word.isEmpty() && isWordCharacter(word.charAt(0)));
    }

    boolean atEnd() {
        return !quoted && word.isEmpty();
    }

    /** Where the text behind the current word begins. */
    int end() {
        return next;
    }

    /** Gives the current word and goes on to the next one. */
    String take() {
        String taken = word;
        advance();
        return taken;
    }

    /** Goes behind the bracket that closes the one which is the current word. */
    void skipBrackets() {
        int depth = 0;
        do {
            depth += is("(") ? 1 : is(")") ? -1 : 0;
            advance();
        } while (depth > 0 && !atEnd());
    }

    private void advance() {
        skipBlanks();
        quoted = false;
        if (next >= sql.length()) {
            word = "";
            return;
        }
        int from = next;
        char c = sql.charAt(next++);
        if (c == '"' || c == '`' || c == '\'' || c == '[') {
            quoted(c == '[' ? ']' : c);
        } else if (isWordCharacter(c)) {
            while (next < sql.length() && isWordCharacter(sql.charAt(next))) {
                next++;
            }
            word = sql.substring(from, next);
        } else {
            word = String.valueOf(c);
        }
    }

    private void quoted(char closing) {
        StringBuilder name = new StringBuilder();
        quoted = true;
        while (next < sql.length()) {
            char c = sql.charAt(next++);
            if (c == closing) {
                if (closing == ']' || next >= sql.length() || sql.charAt(next) != closing) {
                    break;
                }
                next++;
            }
            name.append(c);
        }
        word = name.toString();
    }

    private void skipBlanks() {
        while (next < sql.length()) {
            if (sql.charAt(next) <= ' ') {
                next++;
            } else if (sql.startsWith("--", next)) {
                int line = sql.indexOf('\n', next);
                next = line < 0 ? sql.length() : line;
            } else if (sql.startsWith("/*", next)) {
                int end = sql.indexOf("*/", next + 2);
                next = end < 0 ? sql.length() : end + 2;
            } else {
                return;
            }
        }
    }

    private static boolean isWordCharacter(char c) {
        return c == '_' || c == '$' || c >= 0x80 || Character.isLetterOrDigit(c);
    }
}
