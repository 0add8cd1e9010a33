package org.hhvmdeb.hhbc.rebuild;

/**
 * What became of a repository that was written onto the pages of an older one.
 *
 * @param units in it
 * @param kept those that were not touched
 * @param pages of the file
 * @param freePages of these, those that hold nothing
 * @param numbersCount whether units had to keep the numbers of the new repository
 */
public record StableLayout(long units, long kept, long pages, long freePages, boolean numbersCount) {

    /** The share of free pages, in percent, rounded down. */
    public int freePercent() {
        return pages == 0 ? 0 : (int) (freePages * 100 / pages);
    }

    /** The share of units that were not touched, in percent, rounded down. */
    public int keptPercent() {
        return units == 0 ? 100 : (int) (kept * 100 / units);
    }
}
