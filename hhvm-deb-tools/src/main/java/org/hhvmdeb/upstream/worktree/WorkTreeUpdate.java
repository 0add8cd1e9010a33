package org.hhvmdeb.upstream.worktree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.hhvmdeb.io.staging.Seal;
import org.hhvmdeb.io.staging.StagedFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.process.ProcessRunner;
import org.hhvmdeb.upstream.git.RefLocks;
import org.hhvmdeb.upstream.git.UserGit;
import org.hhvmdeb.upstream.packaging.PackagingRepository;
import org.hhvmdeb.upstream.worktree.CheckoutState.Move;

/**
 * Brings a work tree after its branch, which cannot be one step with the move of the branch. What is to be done is noted
 * first; when we are killed in between, the next run finds the note and does the rest. The files are written by git itself,
 * as the names in an upstream tree need not be in an encoding that Java knows; it works on a copy of the index, which takes
 * the index's place in the end, so that a git that is killed leaves no lock which could be anybody's.
 */
public final class WorkTreeUpdate {

    private static final String INDEX = "hhvm-deb-index";
    private static final String RUNNING = "hhvm-deb-git.lock";

    private final PackagingRepository packaging;
    private final ProcessRunner programs;
    private final Repository repository;
    private final Path directory;
    private final CheckoutState note;

    public WorkTreeUpdate(PackagingRepository packaging, ProcessRunner programs) {
        this.packaging = packaging;
        this.programs = programs;
        this.repository = packaging.git();
        this.directory = repository.getDirectory().toPath();
        this.note = new CheckoutState(directory, Seal.ofUser());
    }

    /**
     * Notes a move of the branch that is checked out, and takes the lock of the index; to be called before it. What came
     * before has taken minutes, in which somebody may have edited a file.
     *
     * @throws InputException when the work tree has changes, or something that is not committed stands where new files go
     * @throws ExternalException when another program has that lock
     */
    public void announce(ObjectId from, ObjectId to, RefLocks locks)
            throws IOException, InputException, ExternalException {
        locks.take(repository.getIndexFile().toPath());
        UncommittedWork work = new UncommittedWork(packaging, programs);
        work.refuse();
        work.refuseInTheWayOf(CommitChanges.between(repository, from, to));
        note.write(new Move(from, to));
    }

    /**
     * Writes the files of the new commit; to be called after the move, with the lock of the index.
     *
     * @throws ExternalException when git finds that a file has been changed meanwhile, too; then it has written none
     */
    public void perform(ObjectId from, ObjectId to) throws IOException, ExternalException {
        write("-m", from.name(), to.name());
    }

    /** What is sparse stays so, and what is not of the move is not written. */
    private void write(String... move) throws IOException, ExternalException {
        Path index = repository.getIndexFile().toPath();
        Path copy = directory.resolve(INDEX);
        removeCopy();
        if (Files.exists(index)) {
            // Its time tells git which files may have changed after it was written.
            Files.copy(index, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
        // Otherwise git takes files for changed that only look so.
        git(List.of("update-index", "-q", "--refresh"));
        Completed written =
                git(Stream.concat(Stream.of("read-tree", "-u"), Stream.of(move)).toList());
        if (!written.succeeded()) {
            throw new ExternalException("the branch of " + packaging.shown() + " has moved, but its files have not: "
                    + written.describe() + "\nPut aside what git names, then run this again, which writes them.");
        }
        Files.move(copy, index, StandardCopyOption.ATOMIC_MOVE);
        note.delete();
    }

    /**
     * Does what a run that was killed left undone.
     *
     * @throws InputException when somebody has changed the files in question since then, or the note of what is to be done
     *     is none of a run of this user
     */
    public void recover(Progress progress) throws IOException, InputException, ExternalException {
        if (!RefLocks.wereLeft(packaging.common()) && !note.isThere()) {
            return;
        }
        // A git that has outlived its run goes on writing: this one gets its turn when that one has ended.
        git(List.of("version")).orFail();
        // Also where the note is refused: whoever is told to have git put the files right needs git's locks gone.
        RefLocks.removeAbandoned(packaging.common());
        removeCopy();
        StagedFile.finishAbandoned(packaging.common());
        StagedFile.finishAbandoned(directory);
        Optional<Move> noted = note.read();
        Optional<InterruptedCheckout> cutOff = noted.isPresent() ? cutOff(noted.get()) : Optional.empty();
        if (cutOff.isPresent() && cutOff.get().isUnfinished(programs)) {
            new UncommittedWork(packaging, programs).refuseMarked();
            progress.note("finishing the checkout that an earlier run of this program was killed in");
            try (RefLocks locks = RefLocks.in(packaging.common())) {
                locks.take(repository.getIndexFile().toPath());
                // Some files are new already, which git would take for changes.
                write("--reset", cutOff.get().to().name());
            }
        }
        note.delete();
    }

    /** What the note tells, if the branch is where it says. */
    private Optional<InterruptedCheckout> cutOff(Move noted) throws IOException {
        return !repository.isBare() && noted.to().equals(repository.resolve(Constants.HEAD))
                ? InterruptedCheckout.of(repository, packaging.shown(), noted.from(), noted.to())
                : Optional.empty();
    }

    private Completed git(List<String> words) throws ExternalException {
        Command git = UserGit.command(words)
                .with(
                        "GIT_INDEX_FILE",
                        directory.resolve(INDEX).toAbsolutePath().toString())
                // Of all work trees, as a run in one of them may come after a run in another.
                .holding(packaging.common().resolve(RUNNING));
        return programs.run(
                repository.isBare() ? git : git.in(repository.getWorkTree().toPath()));
    }

    private void removeCopy() throws IOException {
        Files.deleteIfExists(directory.resolve(INDEX));
        Files.deleteIfExists(directory.resolve(INDEX + ".lock"));
    }
}
