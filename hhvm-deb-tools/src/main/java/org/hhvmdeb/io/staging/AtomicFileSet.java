package org.hhvmdeb.io.staging;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.hhvmdeb.io.FileKind;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;

/**
 * Files below one directory that change together. Their new content is gathered in a {@link Stage} beside them with a list
 * of what goes where; the list's appearance is the moment of change. Whoever is killed before it has changed nothing, and
 * what was to be done after it is done by the next {@link #recover}. A list counts only where a run of this user wrote it,
 * and for files of its scope.
 */
public final class AtomicFileSet {

    /** dpkg-source leaves out names that begin so, in the packaging and in the upstream tree. */
    private static final String DIRECTORY = ",,hhvm-deb-batch";

    private static final StageKind KIND = new StageKind(
            "list",
            "these files",
            "If a run of yours was killed there and the key has changed since, the rest of its work is in it: list says"
                    + " which file, by number, is the new content of what.",
            false);

    /** Followed by the digests of the new content and of the old, and the name. */
    private static final String WRITE = "write ";
    /** Followed by the digest of the old content, and the name. */
    private static final String DELETE = "delete ";

    private static final String END = "end ";

    /** Stands for the digest of what is not there. */
    private static final String NOTHING = "-";

    private final Path root;
    private final Scope scope;
    private final Seal seal;
    private final Map<String, String> before;
    private final NavigableMap<String, byte[]> contents = new TreeMap<>();
    private final List<String> removals = new ArrayList<>();
    private Optional<String> end = Optional.empty();

    private AtomicFileSet(Path root, Scope scope, Seal seal, Map<String, String> before) {
        this.root = root;
        this.scope = scope;
        this.seal = seal;
        this.before = before;
    }

    /** What batches of one kind may do. */
    public interface Scope {
        /** Whether a file may be written or removed. */
        boolean allows(RelativePath file);

        /** What else is to be done when all files have changed; after a kill it is done again. */
        void ended(Path root, String end) throws IOException;
    }

    /**
     * Begins a batch, after finishing or discarding what a killed one left. The files are as they are at this moment when it
     * is committed, or it is refused: so it begins before they are read.
     *
     * @param root the directory that all the files are below
     * @throws InputException when what was left is none of ours
     */
    public static AtomicFileSet in(Path root, Scope scope, Seal seal) throws IOException, HhvmDebException {
        recover(root, scope, seal);
        return new AtomicFileSet(root, scope, seal, digests(root, scope));
    }

    private static Map<String, String> digests(Path root, Scope scope) throws IOException {
        Map<String, String> before = new HashMap<>();
        // The walk itself follows no link, and a packaging may be one.
        for (RelativePath file : FileTree.list(root.toRealPath())) {
            if (scope.allows(file)) {
                before.put(file.text(), digest(file.under(root)));
            }
        }
        return before;
    }

    /**
     * Finishes a batch that was killed after its moment of change, discards one that was killed before, or that failed. Where
     * there is nothing to finish and the disk takes nothing, what was left stays: it has changed nothing.
     *
     * @return how the one that was finished was to end, if it said so
     * @throws InputException when what was left is none of ours; it stays as it is
     */
    public static Optional<String> recover(Path root, Scope scope, Seal seal) throws IOException, HhvmDebException {
        if (!isPending(root)) {
            return Optional.empty();
        }
        try (Stage stage = Stage.take(root.resolve(DIRECTORY), KIND, seal)) {
            return new AtomicFileSet(root, scope, seal, Map.of()).finish(stage);
        } catch (IOException e) {
            if (Files.exists(directory(root).resolve(KIND.decision()), LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** What is done while no other run changes the files. */
    @FunctionalInterface
    public interface Turn {
        /** Does it. */
        void take() throws IOException, HhvmDebException;
    }

    /**
     * Does something while no batch below the same directory is committed, after finishing or discarding what a killed one left.
     *
     * @throws ExternalException when another run commits one right now
     * @throws InputException when what was left is none of ours
     */
    public static void between(Path root, Scope scope, Seal seal, Turn turn) throws IOException, HhvmDebException {
        try (Stage stage = Stage.take(root.resolve(DIRECTORY), KIND, seal)) {
            new AtomicFileSet(root, scope, seal, Map.of()).finish(stage);
            turn.take();
        }
    }

    /** Whether a killed run, or somebody's package, has left something to be told from each other by {@link #recover}. */
    public static boolean isPending(Path root) {
        return Files.exists(directory(root), LinkOption.NOFOLLOW_LINKS);
    }

    /** Where a batch is made ready. */
    public static Path directory(Path root) {
        return root.resolve(DIRECTORY);
    }

    /** Writes a file; its mode stays, its missing directories are created. */
    public AtomicFileSet put(RelativePath file, byte[] content) {
        contents.put(file.text(), content);
        return this;
    }

    /** Removes a file, if it is there. */
    public AtomicFileSet remove(RelativePath file) {
        removals.add(file.text());
        return this;
    }

    /** Has the scope end the batch. */
    public AtomicFileSet ending(String how) {
        end = Optional.of(how);
        return this;
    }

    /** Changes all of them. */
    public void commit() throws IOException, HhvmDebException {
        commit(() -> {});
    }

    /**
     * Changes all of them.
     *
     * @param check looks at what else must not have changed since this batch began
     * @throws InputException before anything is changed, when one of them is not in the scope, or is no longer as it was
     *     when this batch began
     */
    public void commit(Turn check) throws IOException, HhvmDebException {
        if (contents.isEmpty() && removals.isEmpty()) {
            return;
        }
        for (String file : contents.keySet()) {
            place(file);
        }
        for (String file : removals) {
            place(file);
        }
        try (Stage stage = Stage.take(root.resolve(DIRECTORY), KIND, seal)) {
            finish(stage);
            check.take();
            for (String file : contents.keySet()) {
                requireUnchanged(file);
            }
            for (String file : removals) {
                requireUnchanged(file);
            }
            StringBuilder list = new StringBuilder();
            int n = 0;
            for (var file : contents.entrySet()) {
                Path staged = stage.path().resolve(String.valueOf(n++));
                stage.write(() -> {
                    Files.write(staged, file.getValue());
                    keepMode(root.resolve(file.getKey()), staged);
                });
                // That may take long, and whoever tells us to end need not wait for it.
                sync(staged);
                list.append(WRITE)
                        .append(Sha256.of(file.getValue()))
                        .append(' ')
                        .append(old(file.getKey()))
                        .append(' ')
                        .append(file.getKey())
                        .append('\n');
            }
            removals.forEach(r ->
                    list.append(DELETE).append(old(r)).append(' ').append(r).append('\n'));
            end.ifPresent(e -> list.append(END).append(e).append('\n'));
            requireReplaceable();
            stage.decide(list.toString().getBytes(StandardCharsets.UTF_8));
            StagedFile.syncDirectory(stage.path());
            try {
                finish(stage);
            } catch (IOException e) {
                throw stage.unfinished(e);
            }
        }
    }

    /**
     * Makes sure that all the files are as they were when this batch began.
     *
     * @throws InputException naming one that is not
     */
    public void requireUnchanged() throws IOException, InputException {
        if (!digests(root, scope).equals(before)) {
            for (String file : before.keySet()) {
                requireUnchanged(file);
            }
            throw new InputException("somebody else has added files in " + root
                    + " while this run worked; nothing was written, run it again");
        }
    }

    private String old(String file) {
        return before.getOrDefault(file, NOTHING);
    }

    private void requireUnchanged(String file) throws IOException, InputException {
        if (!digest(root.resolve(file)).equals(old(file))) {
            throw new InputException(root.resolve(file)
                    + " was changed by somebody else while this run worked; nothing was written, run it again");
        }
    }

    /** Of a link it is the link that counts: it is replaced, and never followed. */
    private static String digest(Path file) throws IOException {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Sha256.of(file).hex();
        }
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? FileKind.of(file).name() : NOTHING;
    }

    /** What is decided has to be made, so whatever would be in its way is told before. */
    private void requireReplaceable() throws IOException, InputException {
        List<String> all = new ArrayList<>(contents.keySet());
        all.addAll(removals);
        for (String file : all) {
            Path place = place(file);
            if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
                throw new InputException(place + " is a directory, not a file; nothing was written");
            }
            Path above = StagedFile.parentOf(place);
            while (!Files.exists(above)) {
                above = StagedFile.parentOf(above);
            }
            if (!Files.isDirectory(above)) {
                throw new InputException(above + " is a file, not a directory; nothing was written");
            }
            if (!Files.isWritable(above)) {
                throw new AccessDeniedException(above.toString());
            }
        }
    }

    private static void sync(Path staged) throws IOException {
        try (FileChannel channel = FileChannel.open(staged, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void keepMode(Path target, Path staged) throws IOException {
        if (Files.isRegularFile(target)) {
            Files.setPosixFilePermissions(staged, Files.getPosixFilePermissions(target));
        }
    }

    private record Put(Path staged, Path target) {}

    /** A file that was neither changed yet nor as it was is one that somebody has edited since the kill. */
    private void requireOldOrNew(Path file, String... digests) throws IOException, InputException {
        if (!List.of(digests).contains(digest(file))) {
            throw new InputException("a run that was killed was to change " + file
                    + ", which somebody has edited since then; put the file as you want it, delete " + directory(root)
                    + ", in which list says what the run was to change, and run again");
        }
    }

    // All places are looked at first, so that the files change one right behind the other.
    private Optional<String> finish(Stage stage) throws IOException, HhvmDebException {
        if (!stage.isDecided()) {
            stage.clear();
            return Optional.empty();
        }
        List<Put> puts = new ArrayList<>();
        List<Path> removed = new ArrayList<>();
        Optional<String> ending = Optional.empty();
        int n = 0;
        for (String line : new String(stage.read(), StandardCharsets.UTF_8).split("\n", -1)) {
            if (line.startsWith(WRITE)) {
                String[] words = line.split(" ", 4);
                Path staged = stage.path().resolve(String.valueOf(n++));
                // What is no longer there has been moved before the kill.
                if (isStaged(staged, words[1])) {
                    requireOldOrNew(place(words[3]), words[1], words[2]);
                    puts.add(new Put(staged, place(words[3])));
                }
            } else if (line.startsWith(DELETE)) {
                String[] words = line.split(" ", 3);
                requireOldOrNew(place(words[2]), words[1], NOTHING);
                removed.add(place(words[2]));
            } else if (line.startsWith(END)) {
                ending = Optional.of(line.substring(END.length()));
            }
        }
        for (Put put : puts) {
            Files.createDirectories(StagedFile.parentOf(put.target()));
            Files.move(put.staged(), put.target(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        for (Path file : removed) {
            Files.deleteIfExists(file);
        }
        StagedFile.syncDirectory(root);
        if (ending.isPresent()) {
            scope.ended(root, ending.get());
        }
        stage.forget();
        return ending;
    }

    private static boolean isStaged(Path staged, String digest) throws IOException, InputException {
        if (!Files.exists(staged, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (!Files.isRegularFile(staged, LinkOption.NOFOLLOW_LINKS)
                || !Sha256.of(staged).hex().equals(digest)) {
            throw new InputException(staged + " is not what a killed run has written there; look at it, then delete "
                    + staged.resolveSibling("") + " and begin again");
        }
        return true;
    }

    private Path place(String name) throws IOException, InputException {
        RelativePath file = RelativePath.parse(name, "a list of files to change");
        Path target = file.under(root).toAbsolutePath();
        Path known = StagedFile.parentOf(target);
        while (!Files.exists(known, LinkOption.NOFOLLOW_LINKS)) {
            known = StagedFile.parentOf(known);
        }
        Path realRoot = root.toRealPath();
        Path real = known.toRealPath().resolve(known.relativize(target));
        if (!scope.allows(file)
                || !real.startsWith(realRoot)
                || !scope.allows(new RelativePath(realRoot.relativize(real).toString()))) {
            throw new InputException(target + " is none of the files that may change here, or leads to another"
                    + " directory through a symbolic link; refused");
        }
        return target;
    }
}
