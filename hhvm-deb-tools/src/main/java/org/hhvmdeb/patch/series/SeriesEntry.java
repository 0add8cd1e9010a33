package org.hhvmdeb.patch.series;

import java.util.Optional;
import org.hhvmdeb.patch.tree.TreePath;

/**
 * A patch in a series.
 *
 * @param patch the path of its file below debian/patches
 * @param line its line in the series file
 * @param options what stands behind the name
 * @param section the comment that opens the run of lines it stands in, such as {@code wikimedia-specific}
 */
public record SeriesEntry(String patch, int line, String options, Optional<String> section) {

    /** Its file below debian/patches: the same for all spellings of a path, such as {@code ./a.patch} and {@code b//c.patch}. */
    public String file() {
        return PatchNames.file(patch);
    }

    /** The directory below debian/patches the patch is in, if it is in one. */
    public Optional<String> subdirectory() {
        return Optional.of(TreePath.parent(file())).filter(d -> !d.isEmpty());
    }

    /** Whether its path leads out of debian/patches, by the rule of dpkg-source. */
    public boolean leadsOut() {
        return patch.startsWith("../") || patch.contains("/../");
    }

    /** Whether it belongs to a section, be that a comment's or a subdirectory. */
    public boolean isIn(String name) {
        return section.filter(name::equals).isPresent()
                || subdirectory().filter(name::equals).isPresent();
    }
}
