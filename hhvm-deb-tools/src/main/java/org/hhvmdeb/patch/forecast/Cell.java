package org.hhvmdeb.patch.forecast;

import java.util.List;

/**
 * How one patch would fare on one tag.
 *
 * @param offset how many lines the hunk that moved farthest stands below its place, or above, when negative
 * @param upstream how many of its changes (hunks, and whole files that come, go or move) the tag has
 * @param changes how many it has in all; 0 where nobody counted
 * @param troubles what does not fit, in the order of the patch
 * @param blockers the earlier patches it builds on that fail here
 */
record Cell(CellState state, long offset, int upstream, int changes, List<Trouble> troubles, List<String> blockers) {

    /**
     * Something that does not fit.
     *
     * @param file the path in the source tree, empty where it is about the patch as a whole
     * @param hunk its number in the file's diff, 0 where it is about the file as a whole
     * @param line the place in the patch file, 0 for the whole
     * @param text for a person: why, and what to do
     */
    public record Trouble(String file, int hunk, int line, String text) {}

    public Cell {
        troubles = List.copyOf(troubles);
        blockers = List.copyOf(blockers);
    }

    static Cell of(CellState state) {
        return new Cell(state, 0, 0, 0, List.of(), List.of());
    }

    static Cell of(CellState state, String trouble) {
        return new Cell(state, 0, 0, 0, List.of(new Trouble("", 0, 0, trouble)), List.of());
    }

    Cell blockedBy(List<String> patches) {
        return new Cell(CellState.BLOCKED, offset, upstream, changes, troubles, patches);
    }
}
