package org.hhvmdeb.patch.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.hhvmdeb.patch.diff.FileLines;
import org.hhvmdeb.patch.diff.Hunk;
import org.hhvmdeb.patch.diff.Line;

/**
 * Why a hunk does not fit and what to do about it.
 *
 * @param status failed or already applied
 * @param at the line of the file the text is about
 * @param text for a person: the reason, the lines that differ, the remedy
 */
record HunkFailure(HunkStatus status, long at, String text) {

    private static final int MOST_LINES = 6;
    private static final int LONGEST_HUNK = 400;

    static HunkFailure of(FileEdit edit, Hunk hunk, long foundAt) {
        long guess = edit.guess(hunk);
        if (foundAt > 0) {
            return failed(
                    foundAt,
                    "its lines stand at line " + foundAt + " only, which an earlier hunk of this patch has "
                            + "already passed: the hunks are in the wrong order; refresh the patch");
        }
        // What the hunks before add is not in the file yet.
        long expected = hunk.newStart() + edit.offset() - edit.growth();
        long there = edit.locator().locate(hunk.reversed(), expected, 0, 0);
        if (there > 0 && !hunk.newLines().isEmpty() && isApplied(new FoundHunk(hunk, there, expected), edit)) {
            return new HunkFailure(
                    HunkStatus.ALREADY_APPLIED,
                    there,
                    "already applied: the file has the new text at line " + there
                            + "; drop the hunk, or the patch if all of it is there");
        }
        for (int fuzz = 1; fuzz <= Math.min(PatchRules.USUAL_FUZZ, hunk.context()); fuzz++) {
            long fuzzy = edit.locate(hunk, fuzz);
            if (fuzzy > 0) {
                return failed(
                        fuzzy,
                        "quilt would apply it at line " + fuzzy + " with fuzz " + fuzz
                                + ", dpkg-source allows no fuzz; look whether the place is right, then refresh it with:"
                                + " hhvm-deb patches refresh --fuzz " + fuzz + differences(edit.file(), hunk, fuzzy));
            }
        }
        return nearest(edit, hunk, guess);
    }

    private static boolean isApplied(FoundHunk found, FileEdit edit) {
        return found.isApplied(edit.file(), List.of(found));
    }

    private static HunkFailure nearest(FileEdit edit, Hunk hunk, long guess) {
        FileLines file = edit.file();
        if (file.count() == 0) {
            return failed(guess, "the file is empty or missing, so nothing of the expected text is there");
        }
        for (Near near : NEAR) {
            long at = search(file, hunk, guess, near.same);
            if (at > 0) {
                return failed(at, near.explanation.replace("%", String.valueOf(at)) + differences(file, hunk, at));
            }
        }
        long anywhere =
                edit.locator().locate(new Hunk(hunk.line(), 2, 2, hunk.oldLines(), List.of(), "", 0, 0), guess, 0, 0);
        if (anywhere > 0) {
            return failed(anywhere, misplaced(edit, hunk, anywhere));
        }
        long best = mostAlike(file, hunk, guess);
        return failed(
                best,
                "its text is nowhere in the file; most alike is line " + best + differences(file, hunk, best)
                        + "\nlook how upstream changed this place, then redo the change there and refresh the patch");
    }

    private static String misplaced(FileEdit edit, Hunk hunk, long at) {
        if (at <= edit.frozen()) {
            return "its lines stand at line " + at + " only, which an earlier hunk of this patch has already passed; "
                    + "refresh the patch";
        }
        boolean start = hunk.prefixContext() < hunk.suffixContext();
        return "its lines stand at line " + at + ", but having less context " + (start ? "above" : "below")
                + " than " + (start ? "below" : "above") + " it must match at the " + (start ? "beginning" : "end")
                + " of the file; refresh the patch";
    }

    private static HunkFailure failed(long at, String text) {
        return new HunkFailure(HunkStatus.FAILED, at, text);
    }

    /** A way in which lines may be the same to a person. */
    private record Near(BiPredicate<Line, Line> same, String explanation) {}

    private static final List<Near> NEAR = List.of(
            new Near(
                    (a, b) -> a.chomped().sameAs(b.chomped()),
                    "its lines stand at line %, but with other line endings (LF, CR LF or none at the end of the file);"
                            + " make the patch with the file's own line endings"),
            new Near(
                    HunkFailure::sameButForSpace,
                    "its lines stand at line %, but with other white space; refresh the patch"));

    // Asked of every line of a file for every hunk that fails.
    private static boolean sameButForSpace(Line a, Line b) {
        int i = pastSpace(a, 0);
        int j = pastSpace(b, 0);
        while (i < a.length() && j < b.length() && a.at(i) == b.at(j)) {
            i = pastSpace(a, i + 1);
            j = pastSpace(b, j + 1);
        }
        return i == a.length() && j == b.length();
    }

    private static int pastSpace(Line line, int from) {
        int at = from;
        while (at < line.length() && (line.at(at) == ' ' || (line.at(at) >= '\t' && line.at(at) <= '\r'))) {
            at++;
        }
        return at;
    }

    private static long search(FileLines file, Hunk hunk, long guess, BiPredicate<Line, Line> same) {
        int lines = Math.min(LONGEST_HUNK, hunk.oldLines().size());
        long best = 0;
        for (long at = 1; at <= file.count() - hunk.oldLines().size() + 1; at++) {
            int i = 0;
            while (i < lines && same.test(file.get(at + i), hunk.oldLines().get(i))) {
                i++;
            }
            if (i == lines && (best == 0 || Math.abs(at - guess) < Math.abs(best - guess))) {
                best = at;
            }
        }
        return best;
    }

    private static long mostAlike(FileLines file, Hunk hunk, long guess) {
        int lines = Math.min(LONGEST_HUNK, hunk.oldLines().size());
        long best = Math.max(1, Math.min(guess, file.count()));
        int most = 0;
        for (long at = 1; at <= file.count(); at++) {
            int same = 0;
            for (int i = 0; i < lines; i++) {
                same += weight(file, at + i, hunk.oldLines().get(i));
            }
            if (same > most || (same == most && Math.abs(at - guess) < Math.abs(best - guess))) {
                most = same;
                best = at;
            }
        }
        return best;
    }

    // An empty line or a brace in the right place says little.
    private static int weight(FileLines file, long at, Line expected) {
        return file.matches(at, expected) ? expected.length() > 4 ? 4 : 1 : 0;
    }

    private static String differences(FileLines file, Hunk hunk, long at) {
        List<String> shown = new ArrayList<>();
        int left = 0;
        for (int i = 0; i < hunk.oldLines().size(); i++) {
            Line expected = hunk.oldLines().get(i);
            if (file.matches(at + i, expected)) {
                continue;
            }
            if (shown.size() >= 2 * MOST_LINES) {
                left++;
                continue;
            }
            boolean past = at + i > file.count();
            shown.add("  line " + (at + i) + " expected: " + expected.shown());
            shown.add("  line " + (at + i) + "    found: "
                    + (past ? "(the file ends here)" : file.get(at + i).shown()));
        }
        String more = left > 0 ? "\n  and " + left + " more lines" : "";
        return shown.isEmpty() ? "" : "\n" + String.join("\n", shown) + more;
    }
}
