package org.hhvmdeb.patch.forecast;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hhvmdeb.patch.diff.FilePatch.Operation;
import org.hhvmdeb.patch.diff.MalformedPatchException;
import org.hhvmdeb.patch.diff.ParsedPatch;
import org.hhvmdeb.patch.engine.AppliedState;
import org.hhvmdeb.patch.engine.FileOutcome;
import org.hhvmdeb.patch.engine.HunkOutcome;
import org.hhvmdeb.patch.engine.HunkStatus;
import org.hhvmdeb.patch.engine.SeriesApplier;
import org.hhvmdeb.patch.engine.SeriesApplier.Applied;
import org.hhvmdeb.patch.engine.UnfitDiff;
import org.hhvmdeb.patch.forecast.Cell.Trouble;
import org.hhvmdeb.patch.tree.SourceTree;
import org.hhvmdeb.patch.tree.TreeEntry;
import org.hhvmdeb.patch.tree.TreeOverlay;

/** Tries one patch on tree after tree, and on no two trees that look the same to it. */
final class PatchTrial {

    /**
     * What came of a try.
     *
     * @param seen all that the result depends on
     * @param after the tree with the patch's change in it, as far as we put it in
     * @param outcomes of the parts, for whoever asks why
     */
    record Attempt(TracedTree seen, Cell cell, TreeOverlay after, List<FileOutcome> outcomes) {}

    private final ParsedPatch patch;
    private final int umask;
    private final Deque<Attempt> attempts = new ArrayDeque<>();

    PatchTrial(ParsedPatch patch, int umask) {
        this.patch = patch;
        this.umask = umask;
    }

    ParsedPatch patch() {
        return patch;
    }

    /** Why dpkg-source refuses the patch whatever the tree is. */
    Optional<String> fault() throws IOException {
        Optional<MalformedPatchException> problem =
                new SeriesApplier(new EmptyTree(), umask).apply(patch).problem();
        return problem.map(p -> at(p.line(), p.reason())).or(this::unfit);
    }

    private Optional<String> unfit() {
        return patch.files().stream()
                .flatMap(f -> UnfitDiff.reasonOfDpkg(f).map(r -> at(f.line(), f.describe() + ": " + r)).stream())
                .findFirst();
    }

    private static String at(int line, String reason) {
        return line > 0 ? "line " + line + ": " + reason : reason;
    }

    Attempt on(SourceTree tree) throws IOException {
        for (Attempt attempt : attempts) {
            if (attempt.seen().agreesWith(tree)) {
                attempts.remove(attempt);
                attempts.addFirst(attempt);
                return attempt;
            }
        }
        Attempt attempt = attempt(new TracedTree(tree));
        attempts.addFirst(attempt);
        return attempt;
    }

    private Attempt attempt(TracedTree tree) throws IOException {
        SeriesApplier applier = new SeriesApplier(tree, umask);
        Applied applied = applier.apply(patch);
        long offset = largestOffset(applied);
        boolean repeatable = patch.files().stream().anyMatch(f -> f.operation() != Operation.EDIT || f.setsMode());
        if (applied.succeeded() && offset == 0 && !repeatable) {
            return new Attempt(tree, Cell.of(CellState.APPLIES), applier.tree(), applied.files());
        }
        AppliedState standing = AppliedState.of(patch, tree, umask);
        int changes = standing.done() + standing.left() + standing.failing();
        // Where the change is there already and yet fits once more, the nearer place is the right one. A file that was
        // moved already, or has the mode, takes the change once more and stays as it is.
        long nearer = Math.abs(offset) - standing.offset();
        if (standing.isDone() && (!applied.succeeded() || nearer > 0 || (nearer == 0 && repeatable))) {
            Cell cell = new Cell(CellState.UPSTREAM, 0, changes, changes, List.of(), List.of());
            return new Attempt(tree, cell, new TreeOverlay(tree), applied.files());
        }
        if (applied.succeeded()) {
            CellState state = offset == 0 ? CellState.APPLIES : CellState.OFFSET;
            Cell cell = new Cell(state, offset, 0, 0, List.of(), List.of());
            return new Attempt(tree, cell, applier.tree(), applied.files());
        }
        boolean partly = standing.isPartlyDone();
        Cell cell = new Cell(
                partly ? CellState.PARTLY_UPSTREAM : CellState.CONFLICTS,
                0,
                standing.done(),
                changes,
                partly ? List.of() : troubles(applied),
                List.of());
        return new Attempt(tree, cell, partly ? standing.tree() : new TreeOverlay(tree), applied.files());
    }

    private static long largestOffset(Applied applied) {
        long largest = 0;
        for (FileOutcome file : applied.files()) {
            for (HunkOutcome hunk : file.hunks()) {
                largest = Math.abs(hunk.offset()) > Math.abs(largest) ? hunk.offset() : largest;
            }
        }
        return largest;
    }

    private static List<Trouble> troubles(Applied applied) {
        List<Trouble> troubles = new ArrayList<>();
        applied.problem().ifPresent(p -> troubles.add(new Trouble("", 0, p.line(), p.reason())));
        for (FileOutcome file : applied.files()) {
            file.problem().ifPresent(p -> troubles.add(new Trouble(file.file(), 0, file.line(), p)));
            file.hunks().stream()
                    .filter(h -> !h.status().fits() && h.status() != HunkStatus.NOT_TRIED)
                    .forEach(h -> troubles.add(new Trouble(file.file(), h.number(), h.line(), h.detail())));
        }
        return troubles;
    }

    private static final class EmptyTree implements SourceTree {

        @Override
        public Optional<TreeEntry> find(String path) {
            return path.isEmpty() ? Optional.of(TreeEntry.directory(0755)) : Optional.empty();
        }

        @Override
        public SortedSet<String> list(String directory) {
            return new TreeSet<>();
        }
    }
}
