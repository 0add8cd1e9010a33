package org.hhvmdeb.io.staging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Reason;
import org.hhvmdeb.process.ShutdownHook;
import org.jspecify.annotations.Nullable;

/**
 * A directory beside what is to change, in which one run at a time makes everything ready. Then a decision appears in it,
 * by a rename: from that moment the change has to be made, by this run or, where it is killed, by the next. The run's lock
 * and its decision are sealed, so that a directory that came with somebody's package decides nothing.
 */
public final class Stage implements AutoCloseable {

    private static final String LOCK = "lock";
    private static final int SEAL = 64;
    private static final int LONGEST_TOKEN = 200;
    /** So many lengths may a lock file have: enough that two are never of one length. */
    private static final int LONGEST_PADDING = 1 << 20;

    private static final long LARGEST_DECISION = 1 << 30;
    private static final int MOST_TRIES = 1000;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_CHANGE = Duration.ofSeconds(5);

    private final Path directory;
    private final StageKind kind;
    private final Seal seal;
    private final ShutdownHook hook;
    /** Of the lock file, when it is taken. */
    private @Nullable FileChannel channel;

    private boolean decided;
    private boolean closed;

    /** Nothing is there yet: we may be told to end from the first thing that is. */
    private Stage(Path directory, StageKind kind, Seal seal) {
        this.directory = directory;
        this.kind = kind;
        this.seal = seal;
        this.hook = ShutdownHook.of("take back what is not decided", this::resign);
    }

    /** Something that is written in the directory. */
    @FunctionalInterface
    public interface Writing {
        /** Writes it. */
        void write() throws IOException;
    }

    /**
     * Takes a stage, which is created.
     *
     * @throws InputException when there is one that this user's runs have not written there
     * @throws ExternalException when another run has it
     */
    public static Stage take(Path directory, StageKind kind, Seal seal) throws IOException, HhvmDebException {
        Stage stage = new Stage(directory, kind, seal);
        try {
            for (int tries = 0; tries < MOST_TRIES; tries++) {
                if (stage.tryToTake()) {
                    return stage;
                }
            }
            throw busy(directory, kind);
        } catch (IOException | HhvmDebException e) {
            stage.close();
            throw e;
        }
    }

    // The run before us deletes its lock file at its end. If that happens between our opening and locking it, we hold a
    // file that nobody else sees: that is found out by the length of the visible one. It is not opened again: to close
    // a
    // file is to give up every lock that this process has on it.
    private synchronized boolean tryToTake() throws IOException, HhvmDebException {
        requireOpen();
        Path file = directory.resolve(LOCK);
        boolean there = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        if (isSomethingElse(directory, BasicFileAttributes::isDirectory)
                || isSomethingElse(file, BasicFileAttributes::isRegularFile)) {
            throw notOurs(directory, kind, seal);
        }
        FileChannel opened;
        try {
            Files.createDirectories(directory);
            opened = FileChannel.open(
                    file,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException | FileAlreadyExistsException e) {
            return false;
        } catch (AccessDeniedException e) {
            if (there) {
                throw ofAnotherUser(file);
            }
            throw e;
        }
        try {
            FileLock lock = opened.tryLock();
            if (lock == null) {
                throw busy(directory, kind);
            }
            if (sign(opened, there)) {
                channel = opened;
            }
            return channel != null;
        } catch (NoSuchFileException e) {
            return false;
        } catch (OverlappingFileLockException e) {
            throw busy(directory, kind);
        } catch (IOException e) {
            // On a full disk: an empty lock would make those who only read here take it, too.
            if (!there) {
                leaveNothing(directory);
            }
            throw e;
        } finally {
            if (channel == null) {
                opened.close();
            }
        }
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("interrupted");
        }
    }

    private static void leaveNothing(Path directory) {
        try {
            Files.deleteIfExists(directory.resolve(LOCK));
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            // Somebody else has come meanwhile, or it cannot be deleted; the failure before it is the one to tell.
            return;
        }
    }

    /** Asked in one step, as the run before us may delete it at any moment. */
    private static boolean isSomethingElse(Path path, Predicate<BasicFileAttributes> expected) throws IOException {
        try {
            return !expected.test(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private boolean sign(FileChannel channel, boolean there) throws IOException, HhvmDebException {
        Path file = directory.resolve(LOCK);
        String own = seal.of("lock of " + kind.decision(), directory, identity(directory));
        ByteBuffer before = ByteBuffer.allocate(LONGEST_TOKEN);
        int read = channel.read(before, 0);
        String said = new String(before.array(), 0, Math.max(0, read), StandardCharsets.ISO_8859_1);
        if (!said.startsWith(own + " ") && !content(directory).isEmpty()) {
            if (Files.size(file) != channel.size()) {
                return false;
            }
            if (!there) {
                Files.deleteIfExists(file);
            }
            throw notOurs(directory, kind, seal);
        }
        // Written over the old one, so that the seal is there at every moment.
        byte[] token =
                String.format("%s %10d%n", own, ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
        channel.write(ByteBuffer.wrap(token), 0);
        long length = token.length + 1L + System.nanoTime() % LONGEST_PADDING;
        channel.write(ByteBuffer.allocate(1), length - 1);
        channel.truncate(length);
        return Files.size(file) == length;
    }

    private static List<Path> content(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(f -> !f.endsWith(LOCK)).toList();
        }
    }

    // A directory of the same name at the same place is another one, as after a clone made again.
    private static byte[] identity(Path directory) throws IOException {
        return String.valueOf(Files.getAttribute(directory, "unix:ino", LinkOption.NOFOLLOW_LINKS))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static ExternalException busy(Path directory, StageKind kind) {
        return new ExternalException("another run is changing " + kind.changed() + " right now (it holds "
                + directory.resolve(LOCK) + "); wait for it to end and run again");
    }

    private ExternalException ofAnotherUser(Path lock) {
        return new ExternalException(lock + " is another user's: a run of theirs is changing " + kind.changed()
                + " right now, or was killed there; wait for it, or have them run again");
    }

    private static InputException notOurs(Path directory, StageKind kind, Seal seal) {
        boolean decided = Files.exists(directory.resolve(kind.decision()), LinkOption.NOFOLLOW_LINKS);
        return new InputException(directory + " was not written in this place by a run of yours (their key is "
                + seal.keyFile() + "), so nothing in it is carried out. If it came with the package, or with a copy,"
                + " delete it and run again. "
                + (decided ? kind.rescue() : "Nothing has been changed from it yet, so nothing is lost with it."));
    }

    /** Where to make things ready. */
    public Path path() {
        return directory;
    }

    /** When this run began, by the file system's clock. */
    public java.nio.file.attribute.FileTime begin() throws IOException {
        return Files.getLastModifiedTime(directory.resolve(LOCK));
    }

    /** Whether a run has been killed between its decision and its end. */
    public boolean isDecided() {
        return Files.exists(decision(), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Writes something in the directory; whoever tells us to end meanwhile finds all of it there, and takes it away.
     *
     * @throws IOException also when we were told to end before
     */
    public synchronized void write(Writing writing) throws IOException {
        requireOpen();
        writing.write();
    }

    /** Decides: from here on the change has to be made. */
    public void decide(byte[] content) throws IOException {
        Path draft = decision().resolveSibling(kind.decision() + ".draft");
        byte[] head = (sealOf(content) + "\n").getBytes(StandardCharsets.US_ASCII);
        write(() -> {
            try (OutputStream out = Files.newOutputStream(draft)) {
                out.write(head);
                out.write(content);
            }
        });
        // That may take long, and whoever tells us to end need not wait for it.
        try (FileChannel written = FileChannel.open(draft, StandardOpenOption.READ)) {
            written.force(true);
        }
        write(() -> {
            decided = true;
            Files.move(draft, decision(), StandardCopyOption.ATOMIC_MOVE);
        });
    }

    /**
     * What a killed run decided.
     *
     * @throws InputException when it was none of this user's here
     */
    public synchronized byte[] read() throws IOException, InputException {
        decided = true;
        if (!Files.isRegularFile(decision(), LinkOption.NOFOLLOW_LINKS) || Files.size(decision()) > LARGEST_DECISION) {
            throw notOurs(directory, kind, seal);
        }
        byte[] all = Files.readAllBytes(decision());
        byte[] content = Arrays.copyOfRange(all, Math.min(all.length, SEAL + 1), all.length);
        String said = new String(all, 0, Math.min(all.length, SEAL), StandardCharsets.ISO_8859_1);
        if (!said.equals(sealOf(content))) {
            throw notOurs(directory, kind, seal);
        }
        return content;
    }

    /** What to tell when a change that is decided cannot be made. */
    public ExternalException unfinished(IOException cause) {
        return new ExternalException(
                "the change of " + kind.changed() + " is begun but not finished: " + Reason.of(cause)
                        + "; mend that, then the next hhvm-deb command here goes on with it (it is kept in "
                        + directory + ")",
                cause);
    }

    /** The change is made. */
    public synchronized void forget() throws IOException {
        Files.deleteIfExists(decision());
        decided = false;
    }

    private Path decision() {
        return directory.resolve(kind.decision());
    }

    private String sealOf(byte[] content) throws IOException {
        byte[] identity = identity(directory);
        byte[] all = Arrays.copyOf(identity, identity.length + 1 + content.length);
        System.arraycopy(content, 0, all, identity.length + 1, content.length);
        return seal.of(kind.decision(), directory, all);
    }

    /** Deletes what was made ready. */
    public void clear() throws IOException {
        for (Path file : content(directory)) {
            FileTree.delete(file);
        }
    }

    /** Takes back what was not decided, and gives the lock back. */
    @Override
    public void close() throws IOException {
        try {
            release();
        } finally {
            // Not while others may wait for this object.
            hook.close();
        }
    }

    private synchronized void release() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        takeBack();
    }

    /** What is decided stays, for the next run. */
    private void takeBack() throws IOException {
        FileChannel taken = channel;
        if (taken == null) {
            return;
        }
        try (taken) {
            if (!decided) {
                clear();
                Files.deleteIfExists(directory.resolve(LOCK));
                Files.delete(directory);
                if (kind.parentGoes()) {
                    Files.delete(StagedFile.parentOf(directory.toAbsolutePath()));
                }
            }
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            // Somebody waits for the lock, or has something else in the directory above.
        }
    }

    /** We are told to end: a change that is decided may come to its end, else the next run has to finish it. */
    private void resign() {
        ShutdownHook.awaitPrograms();
        long begin = System.nanoTime();
        while (isChanging() && System.nanoTime() - begin < LONGEST_CHANGE.toNanos()) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        abandon();
    }

    private synchronized boolean isChanging() {
        return decided && !closed;
    }

    private synchronized void abandon() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            takeBack();
        } catch (IOException e) {
            // The system fails, and the next run clears what we have sealed.
            return;
        }
    }
}
