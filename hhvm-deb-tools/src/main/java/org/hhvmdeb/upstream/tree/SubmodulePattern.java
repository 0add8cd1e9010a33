package org.hhvmdeb.upstream.tree;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hhvmdeb.upstream.git.GitPath;

/**
 * What stands for submodules by their path: the path itself, or one in which each {@code *} stands for any characters, slashes
 * included, as in Files-Excluded.
 */
record SubmodulePattern(String text, boolean isWild) {

    /** As a user writes it. */
    static SubmodulePattern of(String text) {
        return new SubmodulePattern(text, text.indexOf('*') >= 0);
    }

    /** One path, whatever is in it. */
    static SubmodulePattern literal(String path) {
        return new SubmodulePattern(path, false);
    }

    boolean matches(GitPath path) {
        return isWild ? matcher(path).matches() : text.equals(path.text());
    }

    /** The address of a path that this matches, with what the first {@code *} stands for in the place of its own {@code *}. */
    String address(GitPath path, String address) {
        Matcher matcher = matcher(path);
        return isWild && matcher.matches() ? address.replace("*", matcher.group(1)) : address;
    }

    private Matcher matcher(GitPath path) {
        String expression = Stream.of(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining("(.*)"));
        return Pattern.compile(expression, Pattern.DOTALL).matcher(path.text());
    }
}
