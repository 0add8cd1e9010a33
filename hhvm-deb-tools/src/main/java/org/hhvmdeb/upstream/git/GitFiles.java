package org.hhvmdeb.upstream.git;

import java.util.Optional;

/**
 * What git and its hosts keep in a tree for themselves: every file or directory whose name starts with {@code .git}, such as
 * {@code .gitignore}, {@code .gitattributes}, {@code .gitmodules}, {@code .gitkeep} and {@code .github}. No orig tarball
 * has them.
 */
public final class GitFiles {

    /** All of them, as the manifest names them. */
    public static final String PATTERN = ".git*";

    private static final String START = ".git";

    private GitFiles() {}

    /** Whether a file or directory of this name is one. */
    public static boolean isOne(GitPath name) {
        return name.bytes().startsWith(START);
    }

    /** Whether a path is one, or is in a directory that is one. */
    public static boolean cover(GitPath path) {
        return path.bytes().startsWith(START) || path.bytes().contains("/" + START);
    }

    /**
     * The directory that holds such a path and is none itself. It stays, even if nothing else is in it: {@code .gitkeep} is
     * there for nothing but that.
     *
     * @return empty for any other path
     */
    public static Optional<GitPath> directoryAbove(GitPath path) {
        if (path.bytes().startsWith(START)) {
            return Optional.of(GitPath.TOP);
        }
        int slash = path.bytes().indexOf("/" + START);
        return slash < 0
                ? Optional.empty()
                : Optional.of(new GitPath(path.bytes().substring(0, slash)));
    }
}
