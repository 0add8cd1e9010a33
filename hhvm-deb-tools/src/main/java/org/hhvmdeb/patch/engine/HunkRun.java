package org.hhvmdeb.patch.engine;

import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.patch.diff.FilePatch;
import org.hhvmdeb.patch.diff.FilePatch.Presence;
import org.hhvmdeb.patch.diff.Hunk;
import org.hhvmdeb.patch.diff.MalformedPatchException;

/** Takes the hunks of one file's diff through, and says what became of each, also behind one that failed. */
final class HunkRun {

    /** Explaining a failure takes time; nobody reads more than so many. */
    private static final int MOST_EXPLAINED = 20;

    /** So many failures in one file say enough; a hostile patch must not keep us busy for hours. */
    private static final int MOST_FAILURES = 100;

    private final FilePatch patch;
    private final int fuzz;
    private final List<HunkOutcome> outcomes = new ArrayList<>();
    private int failures;

    HunkRun(FilePatch patch, int fuzz) {
        this.patch = patch;
        this.fuzz = fuzz;
    }

    List<HunkOutcome> outcomes() {
        return outcomes;
    }

    /**
     * Applies all hunks.
     *
     * @param hasContent whether the file exists and is not empty
     * @return whether all of them fit
     */
    boolean apply(FileEdit edit, boolean hasContent) throws MalformedPatchException {
        boolean creates = patch.oldSide().presence() == Presence.ABSENT && hasContent;
        for (Hunk hunk : patch.hunks()) {
            if (failures >= MOST_FAILURES) {
                add(hunk, HunkStatus.NOT_TRIED, edit.guess(hunk), 0, 0, "not tried");
                continue;
            }
            int usedFuzz = 0;
            long at = edit.locate(hunk, 0);
            while (at == 0 && usedFuzz < Math.min(fuzz, hunk.context())) {
                at = edit.locate(hunk, ++usedFuzz);
            }
            long guess = edit.guess(hunk);
            if (at == 0 || (at == 1 && creates) || !edit.apply(hunk, at)) {
                fail(edit, hunk, at, guess);
            } else {
                long offset = at - hunk.oldStart();
                add(
                        hunk,
                        usedFuzz > 0 ? HunkStatus.FUZZ : offset != 0 ? HunkStatus.OFFSET : HunkStatus.EXACT,
                        at,
                        offset,
                        usedFuzz,
                        "");
            }
        }
        return failures == 0;
    }

    private void fail(FileEdit edit, Hunk hunk, long at, long guess) {
        failures++;
        if (failures > MOST_EXPLAINED) {
            add(hunk, HunkStatus.FAILED, guess, 0, 0, "it does not fit either");
            return;
        }
        HunkFailure failure = HunkFailure.of(edit, hunk, at);
        add(hunk, failure.status(), failure.at(), 0, 0, failure.text());
    }

    private void add(Hunk hunk, HunkStatus status, long at, long offset, int usedFuzz, String detail) {
        outcomes.add(new HunkOutcome(
                outcomes.size() + 1, patch.hunks().size(), hunk.line(), status, at, offset, usedFuzz, detail));
    }
}
