package org.hhvmdeb.hhbc.rebuild;

import java.nio.file.Path;
import org.hhvmdeb.notice.HumanUnits;

/**
 * A repository that was written on the pages of an older one.
 *
 * @param file the repository
 * @param layout what was kept
 * @param difference how much of the file differs from the older one
 */
public record RebuiltRepo(Path file, StableLayout layout, PageDifference difference) {

    /** One line for a person. */
    public String summary() {
        return layout.kept() + " of " + HumanUnits.count(layout.units(), "unit") + " kept in place; " + difference;
    }
}
