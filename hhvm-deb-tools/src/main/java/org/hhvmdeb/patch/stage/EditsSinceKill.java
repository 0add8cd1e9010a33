package org.hhvmdeb.patch.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.patch.stage.Step.Kind;
import org.hhvmdeb.patch.tree.DirectoryTree;
import org.hhvmdeb.patch.tree.DiskPath;
import org.hhvmdeb.patch.tree.TreePath;

/**
 * What somebody has changed in a tree since a run was killed that had decided on steps, and what these would lose. What was
 * changed behind its step is lost by none.
 */
final class EditsSinceKill {

    private static final String BOOKS = ".pc";
    private static final String MOVE_OUT = "move it out of the tree, and run again";

    private final Path root;
    private final Path stage;
    private final List<Step> steps;
    private final DirectoryTree tree;
    private final DirectoryTree staged;
    private final RealDirectories directories;
    private final Set<String> made;
    private final Set<String> gone;

    EditsSinceKill(Path root, Path stage, List<Step> steps) {
        this.root = root;
        this.stage = stage;
        this.steps = steps;
        this.tree = new DirectoryTree(root);
        this.staged = new DirectoryTree(stage);
        this.directories = new RealDirectories(root);
        this.made = paths(steps, EnumSet.of(Kind.MAKE_DIRECTORY));
        this.gone = paths(steps, EnumSet.of(Kind.DELETE, Kind.REMOVE_DIRECTORY));
    }

    private static Set<String> paths(List<Step> steps, Set<Kind> kinds) {
        return steps.stream()
                .filter(s -> kinds.contains(s.kind()))
                .map(Step::path)
                .collect(Collectors.toSet());
    }

    /** For a message: what was changed, and what to do about it. */
    private record Edit(String what, String remedy) {}

    /**
     * Refuses steps that would lose something.
     *
     * @throws InputException naming the first place that is neither as it was before its step nor as it is behind it
     */
    void refuse() throws IOException, InputException {
        Optional<Edit> edit = Optional.empty();
        Optional<Path> spoilt = Optional.empty();
        for (Step step : steps) {
            edit = edit.isPresent() ? edit : edit(step);
            spoilt = spoilt.isPresent() ? spoilt : spoilt(step);
        }
        if (edit.isPresent() && spoilt.isPresent()) {
            throw new InputException(edit.get().what() + ", and with it " + spoilt.get()
                    + ", which keeps the original and is the same file; nothing was changed now. Undo the edit in the file"
                    + " itself, and run again; if you cannot, keep what you need of it and unpack the source again");
        }
        if (spoilt.isPresent()) {
            throw new InputException(spoilt.get() + " was changed after the run was killed that made it; nothing was"
                    + " changed now. Undo that, and run again; if you cannot, unpack the source again");
        }
        if (edit.isPresent()) {
            throw new InputException(
                    edit.get().what() + "; nothing was changed now. To have the rest of its work done, "
                            + edit.get().remedy());
        }
    }

    private Optional<Edit> edit(Step step) throws IOException {
        return switch (step.kind()) {
            case DELETE -> edited(step);
            case REMOVE_DIRECTORY -> filled(step);
            case MAKE_DIRECTORY -> blocked(step);
            case PUT -> isDone(step) ? Optional.empty() : misplaced(step);
        };
    }

    private Optional<Edit> edited(Step delete) throws IOException {
        Fingerprint now = at(delete.path());
        boolean replaced = now.equals(Fingerprint.DIRECTORY) && made.contains(delete.path());
        return replaced || isEitherSide(delete, now)
                ? Optional.empty()
                : Optional.of(new Edit(
                        place(delete.path()) + " was changed after a run was killed that was to delete it", MOVE_OUT));
    }

    private Optional<Edit> filled(Step removal) throws IOException {
        if (!at(removal.path()).equals(Fingerprint.DIRECTORY)) {
            return Optional.empty();
        }
        return tree.list(removal.path()).stream()
                .map(name -> TreePath.join(removal.path(), name))
                .filter(path -> !gone.contains(path))
                .findFirst()
                .map(path -> new Edit(
                        place(path) + " came after a run was killed that was to remove the directory it is in",
                        MOVE_OUT));
    }

    private Optional<Edit> blocked(Step directory) throws IOException {
        return gone.contains(directory.path()) || isEitherSide(directory, at(directory.path()))
                ? hasPlace(directory)
                : Optional.of(new Edit(
                        place(directory.path()) + " came after a run was killed that was to make a directory there",
                        MOVE_OUT));
    }

    private Optional<Edit> misplaced(Step put) throws IOException {
        Fingerprint now = at(put.path());
        boolean removed = now.equals(Fingerprint.NOTHING);
        if (isEitherSide(put, now) || (removed && put.before().equals(Fingerprint.DIRECTORY))) {
            return hasPlace(put);
        }
        String what = put.before().equals(Fingerprint.NOTHING)
                ? " came after a run was killed that was to put a file there"
                : (removed ? " was deleted" : " was changed") + " after a run was killed that was to replace it";
        return Optional.of(new Edit(
                place(put.path()) + what,
                "keep your version outside of the tree, move " + stagedFile(put) + ", which is that of the run, to this"
                        + " place, and run again"));
    }

    private Optional<Edit> hasPlace(Step step) {
        return directories.reaches(step.path()) || made.contains(TreePath.parent(step.path()))
                ? Optional.empty()
                : Optional.of(new Edit(
                        place(TreePath.parent(step.path()))
                                + " was a directory until a run was killed that was to change" + " what is in it",
                        "put it back, and run again"));
    }

    /** Files in the books are written by programs only, and may be one with an original that somebody edits. */
    private Optional<Path> spoilt(Step step) throws IOException {
        if (step.kind() != Kind.PUT) {
            return Optional.empty();
        }
        if (!isDone(step)) {
            Fingerprint now = Fingerprint.of(staged.find(String.valueOf(step.number())));
            return now.equals(step.after()) ? Optional.empty() : Optional.of(stagedFile(step));
        }
        return !TreePath.isBelow(step.path(), BOOKS) || at(step.path()).equals(step.after())
                ? Optional.empty()
                : Optional.of(place(step.path()));
    }

    private boolean isDone(Step put) {
        return !Files.exists(stagedFile(put), LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isEitherSide(Step step, Fingerprint now) {
        return now.equals(step.before()) || now.equals(step.after());
    }

    private Fingerprint at(String path) throws IOException {
        return directories.reaches(path) ? Fingerprint.of(tree.find(path)) : Fingerprint.NOTHING;
    }

    private Path stagedFile(Step put) {
        return stage.resolve(String.valueOf(put.number()));
    }

    private Path place(String path) {
        return DiskPath.of(root, path);
    }
}
