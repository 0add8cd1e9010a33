package org.hhvmdeb.io;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.hhvmdeb.notice.InputException;

/**
 * A path that stays below its root: slashes between names, no empty name, no {@code .} or {@code ..}, no NUL, not
 * absolute. What comes from an archive, a patch or a git tree becomes one of these before it touches the disk.
 *
 * @param text such as {@code hphp/runtime/version.h}
 */
public record RelativePath(String text) implements Comparable<RelativePath> {

    public RelativePath {
        if (!isSafe(text)) {
            throw new IllegalArgumentException("not a path below its root: " + text);
        }
    }

    /**
     * Reads a path that came from outside.
     *
     * @param source what the path was found in, for the message
     * @throws InputException when it would leave its root
     */
    public static RelativePath parse(String text, String source) throws InputException {
        if (!isSafe(text)) {
            throw new InputException(source + " names the path \"" + text
                    + "\", which could leave the directory it belongs in; refused");
        }
        return new RelativePath(text);
    }

    private static boolean isSafe(String text) {
        return !text.isEmpty()
                && text.indexOf('\0') < 0
                && Arrays.stream(text.split("/", -1)).noneMatch(n -> n.isEmpty() || n.equals(".") || n.equals(".."));
    }

    public List<String> names() {
        return List.of(text.split("/", -1));
    }

    public Path under(Path root) {
        return root.resolve(text);
    }

    /** Orders by bytes as the C locale does, so that archives come out the same everywhere. */
    @Override
    public int compareTo(RelativePath other) {
        return Arrays.compareUnsigned(
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                other.text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return text;
    }
}
