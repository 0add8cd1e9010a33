package org.hhvmdeb.patch.tree;

import java.util.Arrays;
import java.util.Optional;

/**
 * What git and quilt keep in a source tree for themselves: {@code .git}, in any directory, and {@code .pc} at the root. What
 * is written there is run (a hook) or believed (a backup) later, so no patch has business in it. dpkg-source lets a patch
 * write there; here it takes the user's word (docs/decisions/0022).
 */
public final class ToolState {

    private static final String QUILT = ".pc";
    private static final String GIT = ".git";

    private ToolState() {}

    /** Whose state a path in a tree is, if it is anybody's; names such as {@code ./a//b} count as what they stand for. */
    public static Optional<String> ownerOf(String path) {
        String[] names = Arrays.stream(path.split("/", -1))
                .filter(n -> !n.isEmpty() && !n.equals("."))
                .toArray(String[]::new);
        if (names.length > 0 && names[0].equals(QUILT)) {
            return Optional.of("quilt");
        }
        return Arrays.asList(names).contains(GIT) ? Optional.of("git") : Optional.empty();
    }
}
