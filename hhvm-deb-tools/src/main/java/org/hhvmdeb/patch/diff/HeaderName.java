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
 * @param path without its first directory, or as many as {@code -p} says
 */
public record HeaderName(String raw, String path) {

    private static final Pattern FIRST_DIRECTORY = Pattern.compile("[^/]*/+(.+)", Pattern.DOTALL);

    public static final String DEV_NULL = "/dev/null";

    /**
     * Removes directories at the front; empty where the name has not so many.
     *
     * @param strip how many, as {@code patch -p} has it
     */
    static Optional<HeaderName> stripped(String latin1, int strip) {
        String path = latin1;
        for (int i = 0; i < strip; i++) {
            Matcher name = FIRST_DIRECTORY.matcher(path);
            if (!name.matches()) {
                return Optional.empty();
            }
            path = name.group(1);
        }
        return path.isEmpty()
                ? Optional.empty()
                : Optional.of(new HeaderName(ByteText.fromLatin1(latin1), ByteText.fromLatin1(path)));
    }

    /** Whether it can only lead to a place below the root, as far as the name alone tells. */
    public boolean staysBelowRoot() {
        return !path.startsWith("/") && Arrays.stream(path.split("/", -1)).noneMatch(".."::equals);
    }
}
