package org.hhvmdeb.upstream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.hhvmdeb.io.StagedFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.ProcessRunner;

/**
 * Brings a work tree after its branch, which cannot be one step with the move of the branch. What is to be done is noted
 * first; when we are killed in between, the next run finds the note and does the rest. The files are written by git itself,
 * as the names in an upstream tree need not be in an encoding that Java knows.
 */
final class WorkTreeUpdate {

    private static final String NOTE = "hhvm-deb-checkout";

    private final ProcessRunner programs;
    private final Repository repository;
    private final Path shown;
    private final Path note;

    WorkTreeUpdate(PackagingRepository packaging, ProcessRunner programs) {
        this.programs = programs;
        this.repository = packaging.git();
        this.shown = packaging.shown();
        this.note = repository.getDirectory().toPath().resolve(NOTE);
    }

    /** Notes a move of the branch that is checked out; to be called before it. */
    void announce(ObjectId from, ObjectId to) throws IOException {
        StagedFile.write(note, from.name() + " " + to.name() + "\n");
    }

    /** Writes the files of the new commit; to be called after the move. */
    void perform(ObjectId to) throws IOException, ExternalException {
        programs.run(Command.of("git", "reset", "--quiet", "--hard", to.name())
                        .in(repository.getWorkTree().toPath()))
                .orFail();
        Files.deleteIfExists(note);
    }

    /**
     * Does what a run that was killed left undone.
     *
     * @throws InputException when somebody has changed the files in question since then
     */
    void recover(Progress progress) throws IOException, InputException, ExternalException {
        Optional<ObjectId[]> announced = read();
        if (announced.isEmpty()) {
            return;
        }
        ObjectId to = announced.get()[1];
        if (to.equals(repository.resolve(Constants.HEAD))) {
            progress.note("finishing the checkout that an earlier run of this program was killed in");
            refuseOtherChanges(announced.get()[0], to);
            Files.deleteIfExists(repository.getIndexFile().toPath().resolveSibling("index.lock"));
            perform(to);
        }
        Files.deleteIfExists(note);
    }

    private Optional<ObjectId[]> read() throws IOException {
        if (!Files.isRegularFile(note)) {
            return Optional.empty();
        }
        String[] ids = Files.readString(note, StandardCharsets.US_ASCII).strip().split(" ", -1);
        return ids.length == 2 && ObjectId.isId(ids[0]) && ObjectId.isId(ids[1])
                ? Optional.of(new ObjectId[] {ObjectId.fromString(ids[0]), ObjectId.fromString(ids[1])})
                : Optional.empty();
    }

    private void refuseOtherChanges(ObjectId from, ObjectId to) throws IOException, InputException {
        Path workTree = repository.getWorkTree().toPath();
        try (RevWalk commits = new RevWalk(repository);
                TreeWalk walk = new TreeWalk(repository);
                ObjectInserter.Formatter hash = new ObjectInserter.Formatter()) {
            walk.addTree(commits.parseCommit(from).getTree());
            walk.addTree(commits.parseCommit(to).getTree());
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            while (walk.next()) {
                Path file = workTree.resolve(walk.getPathString());
                boolean plain = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        && (walk.getFileMode(0).getBits() & walk.getFileMode(1).getBits() & FileMode.TYPE_MASK)
                                == FileMode.TYPE_FILE;
                if (plain) {
                    ObjectId content = hash.idFor(Constants.OBJ_BLOB, Files.readAllBytes(file));
                    if (!content.equals(walk.getObjectId(0)) && !content.equals(walk.getObjectId(1))) {
                        throw new InputException(
                                "a run that was killed left the work tree of " + shown
                                        + " half way from " + from.name() + " to " + to.name() + ", and " + file
                                        + " has been changed since; put your change aside, then run again or use: git reset --hard");
                    }
                }
            }
        }
    }
}
