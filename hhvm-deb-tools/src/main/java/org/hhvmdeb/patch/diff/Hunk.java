package org.hhvmdeb.patch.diff;

import java.util.List;

/**
 * One hunk of a unified diff.
 *
 * @param line where its header stands in the patch file
 * @param oldStart the first line it is about in the old file; for a pure insertion the line after which it goes, plus one
 * @param newStart the same in the new file
 * @param oldLines what it expects: context and removed lines
 * @param newLines what it leaves: context and added lines
 * @param edits one character a line as in the diff, {@code ' '}, {@code '-'} or {@code '+'}
 * @param prefixContext the number of context lines before the first change
 * @param suffixContext the number of context lines after the last change
 */
public record Hunk(
        int line,
        long oldStart,
        long newStart,
        List<Line> oldLines,
        List<Line> newLines,
        String edits,
        int prefixContext,
        int suffixContext) {

    /** The hunk that takes this one back. */
    public Hunk reversed() {
        String swapped = edits.replace('-', '\0').replace('+', '-').replace('\0', '+');
        return new Hunk(line, newStart, oldStart, newLines, oldLines, swapped, prefixContext, suffixContext);
    }

    public int context() {
        return Math.max(prefixContext, suffixContext);
    }
}
