package org.hhvmdeb.patch.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.patch.diff.FilePatch;
import org.hhvmdeb.patch.diff.Hunk;
import org.hhvmdeb.patch.diff.Line;
import org.hhvmdeb.patch.diff.MalformedPatchException;

/** Takes the hunks of one file's diff through a file that may have some of them already. */
final class HunkStanding {

    /** A hunk whose result stands in the file. */
    private record Found(Hunk hunk, long at) {

        boolean covers(long first, int lines) {
            return first >= at && first + lines <= at + hunk.newLines().size();
        }
    }

    private final String file;
    private final FilePatch patch;
    private final byte[] content;

    HunkStanding(String file, FilePatch patch, byte[] content) {
        this.file = file;
        this.patch = patch;
        this.content = content;
    }

    /** All of them there if they can be; otherwise each is looked for where it still fits first. */
    FileStanding find() throws MalformedPatchException {
        FileStanding there = run(false);
        return there.failing() == 0 ? there : run(true);
    }

    /**
     * Goes through the hunks in order.
     *
     * @param fitting whether those that fit count as not there yet
     */
    FileStanding run(boolean fitting) throws MalformedPatchException {
        FileEdit edit = new FileEdit(content);
        List<Found> found = new ArrayList<>();
        int left = 0;
        int failing = 0;
        long offset = 0;
        long shift = 0;
        long usedUp = 0;
        for (Hunk hunk : patch.hunks()) {
            Hunk shifted = moved(hunk, shift);
            long at = fitting ? edit.locate(shifted, 0) : 0;
            if (at > usedUp && edit.apply(shifted, at)) {
                left++;
                continue;
            }
            Hunk there = kept(shifted);
            long frozen = Math.max(edit.frozen(), usedUp);
            at = there.newLines().isEmpty() ? 0 : edit.locator().locate(there, edit.guess(there), frozen, 0);
            if (at > frozen && edit.apply(there, at)) {
                // As with hunks that are applied, those behind it may share its last lines of context.
                usedUp = at + there.newLines().size() - 1 - hunk.suffixContext();
                found.add(new Found(hunk, at));
                shift += hunk.newLines().size() - hunk.oldLines().size();
                offset = Math.max(offset, Math.abs(at - (fitting ? shifted.oldStart() : hunk.newStart())));
            } else {
                failing++;
            }
        }
        int done = (int) found.stream().filter(f -> says(f, found, edit)).count();
        failing += found.size() - done;
        Optional<byte[]> result = failing == 0 && left > 0 ? Optional.of(edit.finish()) : Optional.empty();
        return new FileStanding(file, done, left, failing, offset, result);
    }

    private static Hunk moved(Hunk hunk, long lines) {
        return new Hunk(
                hunk.line(),
                hunk.oldStart() + lines,
                hunk.newStart() + lines,
                hunk.oldLines(),
                hunk.newLines(),
                hunk.edits(),
                hunk.prefixContext(),
                hunk.suffixContext());
    }

    /** The hunk that finds its own result and leaves it. */
    private static Hunk kept(Hunk hunk) {
        List<Line> lines = hunk.newLines();
        return new Hunk(
                hunk.line(),
                hunk.oldStart(),
                hunk.oldStart(),
                lines,
                lines,
                " ".repeat(lines.size()),
                hunk.prefixContext(),
                hunk.suffixContext());
    }

    /**
     * Whether finding its result says that the hunk was applied. What a hunk that only removes lines leaves may stand
     * anywhere; it counts only where the removed lines are gone from the whole file, but for where other hunks of this patch
     * put them: those move a block. Lines of no word, such as a lone brace, stand everywhere and say nothing either way.
     */
    private static boolean says(Found one, List<Found> all, FileEdit edit) {
        if (one.hunk().edits().indexOf('+') >= 0) {
            return true;
        }
        List<Line> removed = removed(one.hunk());
        if (removed.stream().allMatch(HunkStanding::isWordless)) {
            return edit.locate(one.hunk(), 0) == 0;
        }
        for (long at = 1; at <= edit.file().count() - removed.size() + 1L; at++) {
            long first = at;
            if (stands(removed, at, edit)
                    && all.stream()
                            .noneMatch(f -> f.hunk().edits().indexOf('+') >= 0 && f.covers(first, removed.size()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWordless(Line line) {
        return line.chomped().latin1().strip().length() <= 1;
    }

    private static boolean stands(List<Line> lines, long at, FileEdit edit) {
        for (int i = 0; i < lines.size(); i++) {
            if (!edit.file().matches(at + i, lines.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<Line> removed(Hunk hunk) {
        List<Line> removed = new ArrayList<>();
        int old = 0;
        for (char kind : hunk.edits().toCharArray()) {
            if (kind == '-') {
                removed.add(hunk.oldLines().get(old));
            }
            old++;
        }
        return removed;
    }
}
