package org.hhvmdeb.upstream.git;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.hhvmdeb.notice.ExternalException;

/**
 * Locks as git takes them, {@code NAME.lock} beside NAME, in one repository. Nothing tells whose such a file is once its
 * program was killed, so ours are hard links to one file with a name of our own: the next run removes what is a link to it and
 * nothing else.
 */
public final class RefLocks implements AutoCloseable {

    private static final String TOKEN = "hhvm-deb-locks";
    private static final Set<String> LOCKED_BESIDE = Set.of("index.lock", "packed-refs.lock", "HEAD.lock");
    private static final int TRIES = 50;
    private static final long PAUSE_MILLIS = 20;

    private final Path token;
    private final Deque<Path> held = new ArrayDeque<>();

    private RefLocks(Path token) {
        this.token = token;
    }

    /**
     * Takes none yet. The caller is the only run of ours in the repository, and has called {@link #removeAbandoned}.
     *
     * @param common the directory with the references
     */
    public static RefLocks in(Path common) throws IOException {
        Path token = common.resolve(TOKEN);
        Files.writeString(
                Files.createFile(token),
                "hhvm-deb, process " + ProcessHandle.current().pid()
                        + "; if it was killed, its next run removes this lock\n");
        return new RefLocks(token);
    }

    /**
     * Takes a lock; git itself waits as long for another.
     *
     * @throws ExternalException when another program has it, naming the lock
     */
    public void take(Path locked) throws IOException, ExternalException {
        Path lock = lockOf(locked);
        for (int i = 0; ; i++) {
            try {
                Files.createDirectories(Objects.requireNonNull(lock.getParent()));
                Files.createLink(lock, token);
                held.push(lock);
                return;
            } catch (FileAlreadyExistsException e) {
                if (i == TRIES) {
                    throw new ExternalException(
                            "the repository is locked by another program: " + lock
                                    + " is there, and nothing was changed; run again when no git works there, and if none"
                                    + " does, remove that file, which a git that was killed has left",
                            e);
                }
            }
            pause();
        }
    }

    /** Lets go of one. */
    public void release(Path locked) throws IOException {
        Path lock = lockOf(locked);
        if (held.remove(lock)) {
            Files.deleteIfExists(lock);
        }
    }

    @Override
    public void close() throws IOException {
        while (!held.isEmpty()) {
            Files.deleteIfExists(held.pop());
        }
        Files.deleteIfExists(token);
    }

    /** Whether a run that was killed may have left locks. */
    public static boolean wereLeft(Path common) {
        return Files.exists(common.resolve(TOKEN), LinkOption.NOFOLLOW_LINKS);
    }

    /** Removes the locks of a run that was killed. */
    public static void removeAbandoned(Path common) throws IOException {
        if (!wereLeft(common)) {
            return;
        }
        Path token = common.resolve(TOKEN);
        for (Path lock : locks(common)) {
            if (key(lock).equals(key(token))) {
                Files.deleteIfExists(lock);
            }
        }
        Files.deleteIfExists(token);
    }

    /** Those of references, and of the index of each work tree. */
    private static List<Path> locks(Path common) throws IOException {
        List<Path> locks = new ArrayList<>();
        try (Stream<Path> references = Files.walk(common.resolve("refs"))) {
            references.filter(RefLocks::isLock).forEach(locks::add);
        }
        addBeside(common, locks);
        Path linked = common.resolve("worktrees");
        if (Files.isDirectory(linked)) {
            try (DirectoryStream<Path> trees = Files.newDirectoryStream(linked, Files::isDirectory)) {
                for (Path tree : trees) {
                    addBeside(tree, locks);
                }
            }
        }
        return locks;
    }

    private static void addBeside(Path directory, List<Path> locks) throws IOException {
        for (String name : LOCKED_BESIDE) {
            Path lock = directory.resolve(name);
            if (isLock(lock)) {
                locks.add(lock);
            }
        }
    }

    private static boolean isLock(Path file) {
        return file.toString().endsWith(".lock") && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static Object key(Path file) throws IOException {
        return Objects.requireNonNull(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey());
    }

    private static Path lockOf(Path locked) {
        return locked.resolveSibling(locked.getFileName() + ".lock");
    }

    private static void pause() throws InterruptedIOException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a lock");
        }
    }
}
