package org.hhvmdeb.upstream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.hhvmdeb.io.StagedFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.process.ProcessRunner;

/**
 * Brings a work tree after its branch, which cannot be one step with the move of the branch. What is to be done is noted
 * first; when we are killed in between, the next run finds the note and does the rest. The files are written by git itself,
 * as the names in an upstream tree need not be in an encoding that Java knows; it works on a copy of the index, which takes
 * the index's place in the end, so that a git that is killed leaves no lock which could be anybody's.
 */
final class WorkTreeUpdate {

    private static final String NOTE = "hhvm-deb-checkout";
    private static final String INDEX = "hhvm-deb-index";
    /** In a note: the locks of its run can be told from those of others, which an earlier version of this program did not see to. */
    private static final String MARKED = "marked";

    private static final String RUNNING = "hhvm-deb-git.lock";

    private final PackagingRepository packaging;
    private final ProcessRunner programs;
    private final Repository repository;
    private final Path directory;

    WorkTreeUpdate(PackagingRepository packaging, ProcessRunner programs) {
        this.packaging = packaging;
        this.programs = programs;
        this.repository = packaging.git();
        this.directory = repository.getDirectory().toPath();
    }

    /**
     * Notes a move of the branch that is checked out, and takes the lock of the index; to be called before it. What came
     * before has taken minutes, in which somebody may have edited a file.
     *
     * @throws InputException when the work tree has changes, or something that is not committed stands where new files go
     * @throws ExternalException when another program has that lock
     */
    void announce(ObjectId from, ObjectId to, OwnLocks locks) throws IOException, InputException, ExternalException {
        locks.take(repository.getIndexFile().toPath());
        UncommittedWork work = new UncommittedWork(packaging, programs);
        work.refuse();
        work.refuseInTheWayOf(CommitChanges.between(repository, from, to));
        StagedFile.write(note(), from.name() + " " + to.name() + " " + MARKED + "\n");
    }

    /**
     * Writes the files of the new commit; to be called after the move, with the lock of the index.
     *
     * @throws ExternalException when git finds that a file has been changed meanwhile, too; then it has written none
     */
    void perform(ObjectId from, ObjectId to) throws IOException, ExternalException {
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
        Files.deleteIfExists(note());
    }

    /**
     * Does what a run that was killed left undone.
     *
     * @throws InputException when somebody has changed the files in question since then
     */
    void recover(Progress progress) throws IOException, InputException, ExternalException {
        if (!OwnLocks.wereLeft(packaging.common()) && !Files.exists(note(), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        // A git that has outlived its run goes on writing: this one gets its turn when that one has ended.
        git(List.of("version")).orFail();
        OwnLocks.removeAbandoned(packaging.common(), this::nobodyElseIsThere);
        removeCopy();
        Optional<CutOffCheckout> cutOff = cutOff();
        if (cutOff.isPresent() && cutOff.get().isUnfinished(programs)) {
            new UncommittedWork(packaging, programs).refuseMarked();
            progress.note("finishing the checkout that an earlier run of this program was killed in");
            try (OwnLocks locks = OwnLocks.in(packaging.common())) {
                locks.take(repository.getIndexFile().toPath());
                // Some files are new already, which git would take for changes.
                write("--reset", cutOff.get().to().name());
            }
        }
        Files.deleteIfExists(note());
    }

    /** What the note tells, if it is of this repository as it is now. */
    private Optional<CutOffCheckout> cutOff() throws IOException {
        if (repository.isBare() || !Files.isRegularFile(note(), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        String[] ids = words();
        return ids.length >= 2
                        && ObjectId.isId(ids[0])
                        && ObjectId.isId(ids[1])
                        && ObjectId.fromString(ids[1]).equals(repository.resolve(Constants.HEAD))
                ? CutOffCheckout.of(
                        repository, packaging.shown(), ObjectId.fromString(ids[0]), ObjectId.fromString(ids[1]))
                : Optional.empty();
    }

    private String[] words() throws IOException {
        return Files.readString(note(), StandardCharsets.ISO_8859_1).strip().split(" ", -1);
    }

    private boolean nobodyElseIsThere() throws IOException {
        return Files.isRegularFile(note(), LinkOption.NOFOLLOW_LINKS)
                && !List.of(words()).contains(MARKED)
                && !RunningGit.isIn(directory)
                && (repository.isBare()
                        || !RunningGit.isIn(repository.getWorkTree().toPath()));
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

    private Path note() {
        return directory.resolve(NOTE);
    }
}
