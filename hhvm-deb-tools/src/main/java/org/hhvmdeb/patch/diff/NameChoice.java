package org.hhvmdeb.patch.diff;

import java.util.Comparator;
import java.util.List;
import org.hhvmdeb.patch.tree.ByteText;
import org.hhvmdeb.patch.tree.TreePath;

/** How GNU patch chooses among several names: fewest directories, shortest last name, shortest, then the first. */
public final class NameChoice {

    private static final Comparator<HeaderName> BEST = Comparator.<HeaderName>comparingInt(n -> slashes(n.path()))
            .thenComparingInt(n -> ByteText.length(TreePath.name(withoutEnd(n.path()))))
            .thenComparingInt(n -> ByteText.length(n.path()));

    private NameChoice() {}

    /** The best names that could be used, best first; names that could lead out of the tree lose their place. */
    public static List<HeaderName> best(List<HeaderName> names) {
        return names.stream()
                .min(BEST)
                .map(best -> names.stream()
                        .filter(n -> BEST.compare(n, best) == 0)
                        .filter(HeaderName::staysBelowRoot)
                        .toList())
                .orElse(List.of());
    }

    /** The number of directories in front, double slashes counted once. */
    public static int slashes(String path) {
        int count = 0;
        for (int i = 1; i < path.length(); i++) {
            if (path.charAt(i) == '/' && path.charAt(i - 1) != '/') {
                count++;
            }
        }
        return count;
    }

    private static String withoutEnd(String path) {
        int end = path.length();
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }
}
