package org.hhvmdeb.patch.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hhvmdeb.patch.diff.FilePatch;
import org.hhvmdeb.patch.diff.FilePatch.Operation;
import org.hhvmdeb.patch.diff.FilePatch.Presence;
import org.hhvmdeb.patch.diff.HeaderName;
import org.hhvmdeb.patch.diff.Hunk;
import org.hhvmdeb.patch.diff.Line;
import org.hhvmdeb.patch.diff.ParsedPatch;
import org.hhvmdeb.patch.engine.FileOutcome;
import org.hhvmdeb.patch.engine.HunkOutcome;

/**
 * Whether a patch fails because an earlier one is missing. A hunk builds on another patch when its old text runs over
 * something that patch changes in the same file; a whole file does when that patch creates it or moves it there.
 */
final class Dependency {

    private final ParsedPatch patch;
    private final List<FileOutcome> outcomes;

    /**
     * Prepares for a patch that failed.
     *
     * @param outcomes what became of its parts
     */
    Dependency(ParsedPatch patch, List<FileOutcome> outcomes) {
        this.patch = patch;
        this.outcomes = outcomes;
    }

    /** Something that failed: a hunk, or the whole file where there is none. */
    private record Failure(FilePatch file, Optional<Hunk> hunk) {

        boolean buildsOn(ParsedPatch earlier) {
            return earlier.files().stream().anyMatch(this::buildsOn);
        }

        private boolean buildsOn(FilePatch earlier) {
            if (names(earlier).noneMatch(n -> names(file).anyMatch(n::equals))) {
                return false;
            }
            boolean makes = earlier.oldSide().presence() == Presence.ABSENT || earlier.operation() != Operation.EDIT;
            return hunk.isEmpty() ? makes : earlier.hunks().stream().anyMatch(h -> runsOver(h, hunk.get()));
        }

        private static Stream<String> names(FilePatch file) {
            return Stream.of(file.oldSide().name(), file.newSide().name())
                    .flatMap(Optional::stream)
                    .map(HeaderName::path);
        }
    }

    /** Those that, taken together, every failure builds on; none where one failure has another reason. */
    List<Integer> among(List<ParsedPatch> earlier) {
        List<Failure> failures = failures();
        boolean explained = !failures.isEmpty()
                && failures.stream().allMatch(f -> earlier.stream().anyMatch(f::buildsOn));
        List<Integer> blockers = new ArrayList<>();
        for (int i = 0; explained && i < earlier.size(); i++) {
            ParsedPatch one = earlier.get(i);
            if (failures.stream().anyMatch(f -> f.buildsOn(one))) {
                blockers.add(i);
            }
        }
        return blockers;
    }

    private List<Failure> failures() {
        List<Failure> failures = new ArrayList<>();
        for (FileOutcome outcome : outcomes) {
            for (FilePatch file : patch.files()) {
                if (file.line() == outcome.line() && !outcome.applied()) {
                    outcome.problem().ifPresent(p -> failures.add(new Failure(file, Optional.empty())));
                    outcome.hunks().stream()
                            .filter(h -> !h.status().fits())
                            .forEach(h -> failures.add(new Failure(file, hunk(file, h))));
                }
            }
        }
        return failures;
    }

    private static Optional<Hunk> hunk(FilePatch file, HunkOutcome outcome) {
        return file.hunks().stream().filter(h -> h.line() == outcome.line()).findFirst();
    }

    /** Slides the later hunk's old text over the earlier one's new text until they agree on something changed. */
    private static boolean runsOver(Hunk earlier, Hunk later) {
        List<Line> left = earlier.newLines();
        List<Line> right = later.oldLines();
        for (int shift = 1 - right.size(); shift < left.size(); shift++) {
            int from = Math.max(0, shift);
            int to = Math.min(left.size(), shift + right.size());
            if (agree(left, right, shift, from, to) && changes(earlier, from, to)) {
                return true;
            }
        }
        return false;
    }

    private static boolean agree(List<Line> left, List<Line> right, int shift, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!left.get(i).sameAs(right.get(i - shift))) {
                return false;
            }
        }
        return true;
    }

    /** Whether lines were added here that say something, or others were removed between lines of this range. */
    private static boolean changes(Hunk hunk, int from, int to) {
        int at = 0;
        for (char kind : hunk.edits().toCharArray()) {
            if (kind == '-' && at > from && at < to && to - from >= 3) {
                return true;
            }
            if (kind == '+'
                    && at >= from
                    && at < to
                    && hunk.newLines().get(at).chomped().latin1().strip().length() > 1) {
                return true;
            }
            at += kind == '-' ? 0 : 1;
        }
        return false;
    }
}
