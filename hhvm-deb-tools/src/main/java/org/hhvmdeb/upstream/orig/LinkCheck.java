package org.hhvmdeb.upstream.orig;

import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.upstream.git.GitPath;

/**
 * Notices symbolic links that point out of the tree. They are kept: dpkg-source refuses such links below debian/ alone,
 * which never comes from upstream.
 */
final class LinkCheck {

    private final List<String> outside = new ArrayList<>();

    void check(GitPath link, GitPath target) {
        if (leaves(link, target)) {
            outside.add(link + " -> " + target);
        }
    }

    /** Follows the names only, not further links. */
    private static boolean leaves(GitPath link, GitPath target) {
        if (target.bytes().startsWith("/")) {
            return true;
        }
        int depth = link.bytes().split("/", -1).length - 1;
        for (String name : target.bytes().split("/", -1)) {
            depth += name.equals("..") ? -1 : name.isEmpty() || name.equals(".") ? 0 : 1;
            if (depth < 0) {
                return true;
            }
        }
        return false;
    }

    void warn(Progress progress) {
        if (!outside.isEmpty()) {
            progress.warn("links of the upstream tree point out of it and are kept as they are: "
                    + String.join(", ", outside));
        }
    }
}
