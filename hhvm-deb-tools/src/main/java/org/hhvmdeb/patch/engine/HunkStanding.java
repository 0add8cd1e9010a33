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
        List<FoundHunk> found = new ArrayList<>();
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
            long guess = edit.guess(there);
            at = there.newLines().isEmpty() ? 0 : edit.locator().locate(there, guess, frozen, 0);
            if (at > frozen && edit.apply(there, at)) {
                // As with hunks that are applied, those behind it may share its last lines of context.
                usedUp = at + there.newLines().size() - 1 - hunk.suffixContext();
                found.add(new FoundHunk(hunk, at, guess));
                shift += hunk.newLines().size() - hunk.oldLines().size();
                offset = Math.max(offset, Math.abs(at - (fitting ? shifted.oldStart() : hunk.newStart())));
            } else {
                failing++;
            }
        }
        int done = (int)
                found.stream().filter(f -> f.isApplied(edit.file(), found)).count();
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

    /**
     * The hunk that finds its own result and leaves it. It counts as one with as much context at both ends: what stands there
     * already does so as well where the file has got longer since.
     */
    private static Hunk kept(Hunk hunk) {
        List<Line> lines = hunk.newLines();
        return new Hunk(
                hunk.line(),
                hunk.oldStart(),
                hunk.oldStart(),
                lines,
                lines,
                " ".repeat(lines.size()),
                hunk.context(),
                hunk.context());
    }
}
