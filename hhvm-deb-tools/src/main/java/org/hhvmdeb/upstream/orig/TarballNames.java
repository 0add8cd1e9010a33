package org.hhvmdeb.upstream.orig;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.upstream.git.GitPath;

/** The names of a source tarball's members, which are below one directory that dpkg-source takes away. */
public final class TarballNames {

    private TarballNames() {}

    /** A member's path without {@code ./} in front and slashes at the end. */
    public static GitPath plain(String latin1) {
        int start = 0;
        while (latin1.startsWith("./", start)) {
            start += 2;
        }
        int end = latin1.length();
        while (end > start && latin1.charAt(end - 1) == '/') {
            end--;
        }
        return new GitPath(latin1.substring(start, end));
    }

    /**
     * The same.
     *
     * @throws InputException when it could lead out of the tree
     */
    public static GitPath checked(String latin1, Path tarball) throws InputException {
        GitPath path = plain(latin1);
        for (String name : path.bytes().split("/", -1)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                throw new InputException(tarball + " has the member \"" + new GitPath(latin1)
                        + "\", which could lead out of the tree; refused");
            }
        }
        return path;
    }

    /** The members below the one directory that all are in; all of them where there is no such directory. */
    public static <T> Map<GitPath, T> withoutTop(Map<GitPath, T> members) {
        String top = members.isEmpty()
                ? ""
                : members.keySet().iterator().next().bytes().replaceFirst("/.*", "");
        boolean one = !top.isEmpty()
                && members.keySet().stream()
                        .allMatch(p -> p.bytes().equals(top) || p.bytes().startsWith(top + "/"))
                && members.keySet().stream().anyMatch(p -> p.bytes().startsWith(top + "/"));
        if (!one) {
            return members;
        }
        Map<GitPath, T> below = new TreeMap<>();
        members.forEach((path, member) -> {
            if (path.bytes().length() > top.length()) {
                below.put(new GitPath(path.bytes().substring(top.length() + 1)), member);
            }
        });
        return below;
    }
}
