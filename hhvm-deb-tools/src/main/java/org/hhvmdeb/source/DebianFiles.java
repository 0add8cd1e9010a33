package org.hhvmdeb.source;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.hhvmdeb.debian.Control;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;

/**
 * Which files of a debian/ directory belong to the packaging: neither a version control system's own nor what an earlier
 * build left, which {@code dh_clean} would remove before the next one anyway.
 *
 * @param packages the names of the binary packages; debhelper gathers their files in directories of these names
 */
record DebianFiles(Set<String> packages) {

    private static final Set<String> VERSION_CONTROL = Set.of(".git", ".svn", ".hg", ".bzr", "CVS", "_darcs", ".pc");
    private static final Set<String> LEFT_BEHIND =
            Set.of("files", "tmp", ".debhelper", "debhelper-build-stamp", "autoreconf.before", "autoreconf.after");
    /** What dpkg-source reads itself, whatever a package may be called. */
    private static final Set<String> KEPT = Set.of("patches", "source", "tests", "upstream");

    private static final List<String> LEFT_BEHIND_ENDINGS = List.of(".substvars", ".debhelper", ".debhelper.log");

    DebianFiles {
        packages = Set.copyOf(packages);
    }

    static DebianFiles of(Path debian) throws InputException, ExternalException {
        return new DebianFiles(Control.packageNames(debian.resolve("control")));
    }

    /**
     * Tells whether a file or directory belongs to the packaging.
     *
     * @param path below debian/
     */
    boolean include(RelativePath path, boolean directory) {
        String top = path.names().get(0);
        boolean inDirectory = directory || path.names().size() > 1;
        return path.names().stream().noneMatch(VERSION_CONTROL::contains)
                && !LEFT_BEHIND.contains(top)
                && LEFT_BEHIND_ENDINGS.stream().noneMatch(top::endsWith)
                && !(inDirectory && packages.contains(top) && !KEPT.contains(top));
    }
}
