package org.hhvmdeb.patch.lint;

import java.util.List;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.notice.Rule;

/**
 * What was put right.
 *
 * @param fixes in the order of the series
 */
public record FixedPatches(List<Fix> fixes) {

    public FixedPatches {
        fixes = List.copyOf(fixes);
    }

    /**
     * One correction.
     *
     * @param where the line it begins in, as the file was before
     * @param rule what it was about
     * @param before the line
     * @param after what it became
     */
    public record Fix(Location where, Rule rule, String before, String after) {

        @Override
        public String toString() {
            return where + ": fixed: \"" + before + "\" is now \"" + after + "\" [" + rule + "]";
        }
    }
}
