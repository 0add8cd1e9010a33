package org.hhvmdeb.patch.engine;

/**
 * What became of one hunk.
 *
 * @param number counted from 1 within its file's diff
 * @param of how many hunks that diff has
 * @param line the line of the hunk's header in the patch file
 * @param status what became of it
 * @param at the line of the old file it begins at; where it fits nowhere, the line where it should
 * @param offset how many lines below (or above, when negative) its stated place it fits
 * @param fuzz how many lines of context were left out, 0 in strict mode
 * @param detail where it does not fit: what differs, why, and what to do
 */
public record HunkOutcome(
        int number, int of, int line, HunkStatus status, long at, long offset, int fuzz, String detail) {}
