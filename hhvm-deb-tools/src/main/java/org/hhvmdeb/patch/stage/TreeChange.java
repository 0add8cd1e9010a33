package org.hhvmdeb.patch.stage;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hhvmdeb.io.staging.Seal;
import org.hhvmdeb.io.staging.Stage;
import org.hhvmdeb.io.staging.StageKind;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.patch.tree.NewFiles;
import org.hhvmdeb.patch.tree.TreeOverlay;

/**
 * A change of a source tree that happens as a whole or not at all. Everything is staged in a directory in {@code .pc};
 * then a journal says what goes where, and with it the change is decided: a run that is killed before leaves the tree as
 * it was, one that is killed after is finished by the next. Kills are meant, not power failures: nothing is forced to the
 * disk file by file.
 */
public final class TreeChange implements AutoCloseable {

    private static final String DIRECTORY = ".hhvm-deb";

    private static final StageKind KIND = new StageKind(
            "journal",
            "this source tree",
            "If a run of yours was killed there and the key has changed since, the tree is half changed: unpack the source"
                    + " again and put your debian into it.",
            true);

    private final Path root;
    private final Stage stage;
    private final StagedFiles files;
    private final int umask;

    private TreeChange(Path root, Stage stage, int umask) throws IOException {
        this.root = root;
        this.stage = stage;
        this.umask = umask;
        this.files = new StagedFiles(stage, umask);
    }

    /**
     * Takes the lock of a tree, and finishes or takes back what a killed run has left.
     *
     * @throws InputException when what is there was not written by a run of this user, or would write over what somebody
     *     has changed since; then nothing is done
     * @throws ExternalException when another run is at work
     */
    public static TreeChange begin(Path root) throws IOException, HhvmDebException {
        Stage stage = Stage.take(stageOf(root), KIND, Seal.ofUser());
        try {
            Optional<byte[]> decision = stage.isDecided() ? Optional.of(stage.read()) : Optional.empty();
            int umask = umask(stage);
            if (decision.isPresent()) {
                List<Step> steps = Journal.parse(decision.get()).orElseThrow(() -> ofAnotherVersion(stage.path()));
                new EditsSinceKill(root, stage.path(), steps).refuse();
                new JournalReplay(root, stage.path(), umask).run(steps);
                stage.forget();
            }
            stage.clear();
            return new TreeChange(root, stage, umask);
        } catch (IOException | HhvmDebException e) {
            stage.close();
            throw e;
        }
    }

    private static InputException ofAnotherVersion(Path stage) {
        return new InputException(
                "a run of another version of this program was killed while it changed this source tree, and"
                        + " left " + stage
                        + ", which this version cannot finish: run that version here once more, or unpack the"
                        + " source again");
    }

    /**
     * Finishes or takes back what a killed run has left, if anything.
     *
     * @throws InputException when what is there was not written by a run of this user, or would write over what somebody
     *     has changed since; then nothing is done
     * @throws ExternalException when another run is at work
     */
    public static void recover(Path root) throws IOException, HhvmDebException {
        if (Files.isDirectory(stageOf(root), LinkOption.NOFOLLOW_LINKS)) {
            begin(root).close();
        } else {
            removeEmptyBooks(root);
        }
    }

    private static Path stageOf(Path root) throws InputException {
        Path metadata = root.resolve(".pc");
        Path stage = metadata.resolve(DIRECTORY);
        for (Path each : List.of(metadata, stage)) {
            if (Files.isSymbolicLink(each)) {
                throw new InputException(
                        each + " is a symbolic link, and not the directory with the state of the patches;"
                                + " remove the link");
            }
        }
        return stage;
    }

    private static int umask(Stage stage) throws IOException {
        Path probe = stage.path().resolve("umask");
        Files.deleteIfExists(probe);
        stage.write(() -> Files.createDirectory(probe));
        int mode = (Integer) Objects.requireNonNull(Files.getAttribute(probe, "unix:mode"));
        Files.delete(probe);
        return 0777 & ~mode;
    }

    /** Keeps new files until they are put in their places. */
    public NewFiles newFiles() {
        return files;
    }

    /** The directory, below the tree's root, that is none of the tree's. */
    public static String directory() {
        return ".pc/" + DIRECTORY;
    }

    /**
     * Makes the changes of an overlay of this tree's directory.
     *
     * @throws IOException before the change is decided, when something is in the way: the tree is as it was
     * @throws ExternalException after that, when the system fails: the next run goes on
     */
    public void commit(TreeOverlay changes) throws IOException, ExternalException {
        List<Step> steps = new Plan(root, files).of(changes);
        stage.decide(Journal.write(steps));
        try {
            new JournalReplay(root, stage.path(), umask).run(steps);
        } catch (IOException e) {
            throw stage.unfinished(e);
        }
        stage.forget();
    }

    /** What the system takes away from the modes of new files. */
    public int umask() {
        return umask;
    }

    /** Takes back what was not committed, and gives the lock back. */
    @Override
    public void close() throws IOException {
        stage.close();
        removeEmptyBooks(root);
    }

    /** A .pc without books says nothing, and is what a run leaves that is killed as it makes or removes its stage. */
    private static void removeEmptyBooks(Path root) throws IOException {
        Path metadata = root.resolve(".pc");
        if (Files.isDirectory(metadata, LinkOption.NOFOLLOW_LINKS)) {
            remove(metadata);
        }
    }

    private static void remove(Path directory) throws IOException {
        try {
            Files.delete(directory);
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            // Somebody waits for the lock, or there are books.
        }
    }
}
