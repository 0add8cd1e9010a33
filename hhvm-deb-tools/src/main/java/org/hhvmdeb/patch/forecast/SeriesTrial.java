package org.hhvmdeb.patch.forecast;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.patch.diff.ParsedPatch;
import org.hhvmdeb.patch.forecast.PatchTrial.Attempt;
import org.hhvmdeb.patch.tree.SourceTree;
import org.hhvmdeb.patch.tree.TreeOverlay;
import org.hhvmdeb.patch.tree.UnreadableTreeException;

/**
 * Tries a series on trees as a maintainer would rebase it: each patch on top of those before it that are in place. What
 * upstream has drops out, of what upstream has partly the rest is put in, and a patch that conflicts is left out.
 */
final class SeriesTrial {

    private final List<Step> steps = new ArrayList<>();

    /** One patch; either it can be tried, or it is known to be broken. */
    private record Step(String name, Optional<PatchTrial> trial, Optional<String> fault) {}

    /** A patch that was left out of the tree. */
    private record LeftOut(String name, ParsedPatch patch) {}

    /**
     * Adds the next patch of the series.
     *
     * @param name for messages
     * @param umask for files it creates
     */
    public void add(String name, ParsedPatch patch, int umask) throws IOException {
        PatchTrial trial = new PatchTrial(patch, umask);
        steps.add(new Step(name, Optional.of(trial), trial.fault()));
    }

    /** Adds a patch that cannot be read. */
    public void addUnreadable(String name, String reason) {
        steps.add(new Step(name, Optional.empty(), Optional.of(reason)));
    }

    /** How every patch fares on a tree, in the order of the series. */
    public List<Cell> on(SourceTree upstream) throws IOException {
        TreeOverlay tree = new TreeOverlay(upstream);
        List<LeftOut> leftOut = new ArrayList<>();
        List<Cell> cells = new ArrayList<>();
        for (Step step : steps) {
            Cell cell = step.fault().isPresent()
                    ? Cell.of(CellState.BROKEN, step.fault().get())
                    : on(tree, step.trial().orElseThrow(), leftOut);
            if (!cell.state().isInPlace() && step.trial().isPresent()) {
                leftOut.add(new LeftOut(step.name(), step.trial().get().patch()));
            }
            cells.add(cell);
        }
        return cells;
    }

    private static Cell on(TreeOverlay tree, PatchTrial trial, List<LeftOut> leftOut) throws IOException {
        Attempt attempt;
        try {
            attempt = trial.on(tree);
        } catch (UnreadableTreeException e) {
            return Cell.of(CellState.UNKNOWN, String.valueOf(e.getMessage()));
        }
        tree.absorb(attempt.after());
        if (attempt.cell().state() != CellState.CONFLICTS || leftOut.isEmpty()) {
            return attempt.cell();
        }
        List<String> blockers = new Dependency(trial.patch(), attempt.outcomes())
                .among(leftOut.stream().map(LeftOut::patch).toList()).stream()
                        .map(i -> leftOut.get(i).name())
                        .toList();
        return blockers.isEmpty() ? attempt.cell() : attempt.cell().blockedBy(blockers);
    }
}
