package org.hhvmdeb.deb;

import java.util.Set;

/**
 * A file of the control member that the caller writes: a maintainer script, {@code triggers}, {@code templates},
 * {@code shlibs} or {@code symbols}. The others, {@code control}, {@code conffiles} and {@code md5sums}, follow from the
 * rest of a request.
 *
 * @param name such as {@code postinst}
 * @param text its whole content
 */
public record ControlFile(String name, String text) {

    private static final Set<String> SCRIPTS = Set.of("preinst", "postinst", "prerm", "postrm", "config");
    private static final Set<String> OTHERS = Set.of("triggers", "templates", "shlibs", "symbols");

    /** Whether dpkg or debconf runs it (deb-control files, Policy 6.1). */
    static boolean isScript(String name) {
        return SCRIPTS.contains(name);
    }

    static boolean isKnown(String name) {
        return SCRIPTS.contains(name) || OTHERS.contains(name);
    }
}
