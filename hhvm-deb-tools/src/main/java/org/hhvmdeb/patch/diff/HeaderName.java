package org.hhvmdeb.patch.diff;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hhvmdeb.patch.tree.ByteText;

/**
 * A file name from the header of a diff.
 *
 * @param raw as it stands in the patch
 * @param path without its first directory, as {@code -p1} wants it
 */
public record HeaderName(String raw, String path) {

    private static final Pattern FIRST_DIRECTORY = Pattern.compile("[^/]*/+(.+)", Pattern.DOTALL);

    public static final String DEV_NULL = "/dev/null";

    /** Removes the first directory; empty where the name has none. */
    static Optional<HeaderName> stripped(String latin1) {
        Matcher name = FIRST_DIRECTORY.matcher(latin1);
        return name.matches()
                ? Optional.of(new HeaderName(ByteText.fromLatin1(latin1), ByteText.fromLatin1(name.group(1))))
                : Optional.empty();
    }

    /** Whether it can only lead to a place below the root, as far as the name alone tells. */
    public boolean staysBelowRoot() {
        return !path.startsWith("/") && Arrays.stream(path.split("/", -1)).noneMatch(".."::equals);
    }
}
