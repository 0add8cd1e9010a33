package org.hhvmdeb.debian;

import java.util.regex.Pattern;
import org.hhvmdeb.notice.InputException;

/**
 * A pattern of Files-Excluded: {@code *} stands for any characters, {@code ?} for any one, slashes included, and
 * {@code \} takes their meaning from {@code * ? \}. Nothing else is special.
 */
final class Glob {

    private final String text;
    private final Pattern member;
    private final Pattern anywhere;

    private Glob(String text, String regex) {
        this.text = text;
        this.member = Pattern.compile("(?:[^/]*/)?(?:" + regex + ")(?:/.*)?", Pattern.DOTALL);
        this.anywhere = Pattern.compile(regex, Pattern.DOTALL);
    }

    static Glob parse(String text) throws InputException {
        String glob = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        if (glob.isEmpty()) {
            throw new InputException("the pattern \"" + text + "\" would exclude everything or nothing; remove it");
        }
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (c == '\\') {
                i++;
                if (i == glob.length() || "\\*?".indexOf(glob.charAt(i)) < 0) {
                    throw new InputException("in the pattern \"" + text + "\" a \\ stands before something else than"
                            + " \\, * or ?; write \\\\ for the character itself");
                }
                regex.append(Pattern.quote(glob.substring(i, i + 1)));
            } else {
                regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return new Glob(text, regex.toString());
    }

    /** As it was written. */
    String text() {
        return text;
    }

    /** Whether it names a member of an archive, with or without its first directory, or a directory above it. */
    boolean matches(String name) {
        return member.matcher(name).matches();
    }

    /** Whether something in the text matches. */
    boolean occursIn(String name) {
        return anywhere.matcher(name).find();
    }
}
