package org.hhvmdeb.upstream.git;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hhvmdeb.io.PathLength;

/** Which paths git and what unpacks a tarball can write to a disk. */
public final class GitName {

    private static final int PATH_MAX = 4096;

    /** What NTFS takes for .git: its short name, and blanks, dots or a stream behind it. git refuses it everywhere. */
    private static final Pattern NTFS_DOT_GIT =
            Pattern.compile("(?:\\.git|git~1)[ .]*(?::.*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** What HFS+ leaves out of a name before it looks at it. */
    private static final Pattern HFS_IGNORED =
            Pattern.compile("[\\u200c-\\u200f\\u202a-\\u202e\\u206a-\\u206f\\ufeff]");

    private GitName() {}

    /** Why git would not have a path in a tree, for the end of a sentence; empty for one that is fine. */
    public static Optional<String> fault(GitPath path) {
        for (String name : path.bytes().split("/", -1)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                return Optional.of("it could leave the tree");
            }
            if (name.indexOf('\0') >= 0) {
                return Optional.of("a name in it holds a NUL");
            }
            if (isDotGit(name)) {
                return Optional.of("no tree may hold a .git, or what some file system takes for one");
            }
        }
        return path.bytes().length() > PATH_MAX
                ? Optional.of("it is longer than " + PATH_MAX + " bytes")
                : Optional.empty();
    }

    /** Why a file cannot be unpacked where there is such a path in the tree; empty where it can. */
    public static Optional<String> excess(GitPath path) {
        return PathLength.excess(path.bytes().getBytes(StandardCharsets.ISO_8859_1))
                .map(why -> why + "; leave it out with --exclude or Files-Excluded");
    }

    private static boolean isDotGit(String bytes) {
        for (String part : bytes.split("\\\\", -1)) {
            if (NTFS_DOT_GIT.matcher(part).matches()) {
                return true;
            }
        }
        String text = new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return HFS_IGNORED.matcher(text).replaceAll("").toLowerCase(Locale.ROOT).equals(".git");
    }
}
