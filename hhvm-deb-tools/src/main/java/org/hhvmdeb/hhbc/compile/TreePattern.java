package org.hhvmdeb.hhbc.compile;

import java.util.regex.Pattern;

/**
 * A pattern for paths below a root, as Ant and Maven have them: {@code ?} is one character and {@code *} any number of
 * them within a name, {@code **} any number of names, a slash at the end means everything below.
 */
record TreePattern(String text, Pattern regex) {

    static TreePattern parse(String text) {
        String whole = text.endsWith("/") ? text + "**" : text;
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < whole.length(); i++) {
            char c = whole.charAt(i);
            if (whole.startsWith("**/", i) && startsName(whole, i)) {
                regex.append("(?:[^/]+/)*");
                i += 2;
            } else if (whole.startsWith("/**", i) && i + 3 == whole.length()) {
                regex.append("(?:/.*)?");
                i += 2;
            } else if (whole.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else {
                regex.append(c == '*' ? "[^/]*" : c == '?' ? "[^/]" : Pattern.quote(String.valueOf(c)));
            }
        }
        return new TreePattern(text, Pattern.compile(regex.toString(), Pattern.DOTALL));
    }

    boolean matches(String path) {
        return regex.matcher(path).matches();
    }

    /** The same pattern, to which upper and lower case are one. */
    TreePattern inAnyCase() {
        int flags = regex.flags() | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        return new TreePattern(text, Pattern.compile(regex.pattern(), flags));
    }

    private static boolean startsName(String text, int at) {
        return at == 0 || text.charAt(at - 1) == '/';
    }
}
