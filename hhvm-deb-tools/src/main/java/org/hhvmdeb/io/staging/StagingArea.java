package org.hhvmdeb.io.staging;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.hhvmdeb.io.HeldDirectory;
import org.hhvmdeb.io.KnownDirectory;
import org.hhvmdeb.io.OwnDirectory;
import org.jspecify.annotations.Nullable;

/**
 * A directory of ours beside what is written: in {@code new} its content is made, in {@code old} waits the directory that
 * it replaces. The file {@code owner} tells it from what others made or copied: it names the directory's inode, which no
 * clone, archive or copy brings along, and is locked until the run that made it ends, however it ends.
 */
final class StagingArea implements Closeable {

    private static final String PREFIX = ".hhvm-deb-" + ProcessHandle.current().pid() + "-"
            + Long.toHexString(ProcessHandle.current()
                    .info()
                    .startInstant()
                    .map(Instant::toEpochMilli)
                    .orElse(0L))
            + "-";

    private static final Pattern NAME = Pattern.compile("\\.hhvm-deb-[0-9]+-[0-9a-f]+-[0-9]+\\.part");
    private static final Path NEW = Path.of("new");
    private static final Path OLD = Path.of("old");
    private static final Path OWNER = Path.of("owner");
    /** Has an entry for each name beside the area that no other run may be at work on. */
    private static final Path CLAIMS = Path.of("claims");
    /** What is not complete may be for less people than it would be by the umask. */
    private static final FileAttribute<Set<PosixFilePermission>> OURS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final int LONGEST_OWNER = 100;
    private static final int MOST_TRIES = 10;
    private static final int LONGEST_PAUSE_MILLIS = 200;

    private final OwnDirectory own;
    private final Path root;
    private final Owner owner;

    private StagingArea(OwnDirectory own, Path root, Owner owner) {
        this.own = own;
        this.root = root;
        this.owner = owner;
    }

    /** Makes one in a directory, after finishing what killed runs left there. */
    static StagingArea in(Path parent) throws IOException {
        finishAbandoned(parent);
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            try {
                return make(parent);
            } catch (NoSuchFileException e) {
                // Another run took it, nameless yet, for one that a killed run had left.
            }
        }
        return make(parent);
    }

    /**
     * Makes one in a directory for something in it that no other run may be at work on.
     *
     * @throws ClaimedException when another run is
     */
    static StagingArea claiming(Path target) throws IOException {
        Path parent = StagedFile.parentOf(target);
        Path name = Objects.requireNonNull(target.getFileName());
        for (int tries = 0; ; tries++) {
            StagingArea area = in(parent);
            boolean claimed = false;
            try {
                Files.createFile(
                        Files.createDirectory(area.root.resolve(CLAIMS)).resolve(name));
                // Two that begin at once may each see the other. They do not try again at one moment.
                claimed = !isClaimed(parent, area.root, name);
                if (claimed) {
                    return area;
                }
            } finally {
                if (!claimed) {
                    area.close();
                }
            }
            if (tries == MOST_TRIES) {
                throw new ClaimedException(target);
            }
            LockSupport.parkNanos(Duration.ofMillis(ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS))
                    .toNanos());
        }
    }

    private static boolean isClaimed(Path parent, Path own, Path name) throws IOException {
        try (HeldDirectory above = HeldDirectory.open(parent)) {
            for (Path entry : above.names()) {
                if (NAME.matcher(entry.toString()).matches()
                        && !entry.equals(own.getFileName())
                        && claims(above, entry, name)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean claims(HeldDirectory above, Path entry, Path name) {
        try (HeldDirectory area = above.enter(entry);
                HeldDirectory claims = area.enter(CLAIMS)) {
            return claims.has(name) && (entry.toString().startsWith(PREFIX) || isLocked(area));
        } catch (IOException e) {
            // It claims nothing, is about to go, or is not for us to see.
            return false;
        }
    }

    // One thread at a time, here and where what is abandoned is finished: to close a file is to give up the lock that
    // another thread has on it.
    private static synchronized boolean isLocked(HeldDirectory area) throws IOException {
        try (FileChannel owner = area.file(OWNER)) {
            return owner.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            return true; // Something else in this virtual machine has it.
        }
    }

    private static StagingArea make(Path parent) throws IOException {
        Owner owner = new Owner();
        OwnDirectory own = OwnDirectory.of(() -> create(parent), held -> empty(held, owner));
        try {
            StagingArea area = new StagingArea(own, own.path(), owner);
            owner.sign(area.root);
            Files.createDirectory(area.fresh());
            return area;
        } catch (IOException e) {
            try (owner) {
                own.close();
            }
            throw e;
        }
    }

    private static Path create(Path parent) throws IOException {
        for (int n = 0; ; n++) {
            try {
                return Files.createDirectory(parent.resolve(PREFIX + n + ".part"), OURS);
            } catch (FileAlreadyExistsException e) {
                // Another one of this process.
            }
        }
    }

    /** Where the new content is made. */
    Path fresh() {
        return root.resolve(NEW);
    }

    /** Where what is replaced waits. */
    Path old() {
        return root.resolve(OLD);
    }

    /** Puts what is complete in its place; whoever tells us to end meanwhile finds that done, or not begun. */
    void complete(OwnDirectory.Step step) throws IOException {
        own.step(step);
    }

    /** The very directory for the new content, whatever somebody puts in the place of its name. */
    HeldDirectory hold() throws IOException {
        try (HeldDirectory held = own.hold()) {
            return held.enter(NEW);
        }
    }

    /** The file that says whose the area is. */
    private static final class Owner implements Closeable {

        private @Nullable FileChannel channel;

        /** Locked first and named then: who reads the name may ask for the lock. Without locks the area stays nameless. */
        void sign(Path root) throws IOException {
            FileChannel file =
                    FileChannel.open(root.resolve(OWNER), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            channel = file;
            FileLock lock;
            try {
                lock = file.tryLock();
            } catch (IOException e) {
                return;
            }
            if (lock == null) {
                throw new NoSuchFileException(root.toString());
            }
            ByteBuffer name = ByteBuffer.wrap(identity(KnownDirectory.of(root)).getBytes(StandardCharsets.US_ASCII));
            while (name.hasRemaining()) {
                file.write(name);
            }
        }

        @Override
        public void close() throws IOException {
            if (channel != null) {
                channel.close();
            }
        }
    }

    private static String identity(KnownDirectory directory) {
        return "hhvm-deb " + directory.inode() + "\n";
    }

    /**
     * Puts back, or removes, what killed runs left in a directory; what is of others, or in use, stays. One that is empty, or
     * has nothing but an empty owner in it, is of a run that was killed before it had named it.
     */
    static void finishAbandoned(Path parent) throws IOException {
        try (HeldDirectory above = HeldDirectory.open(parent)) {
            for (Path entry : above.names()) {
                String name = entry.toString();
                // Our own are in use, and to close a file is to give up every lock that this process has on it.
                if (NAME.matcher(name).matches() && !name.startsWith(PREFIX)) {
                    finish(above, entry);
                }
            }
        }
    }

    private static void finish(HeldDirectory above, Path name) {
        try {
            if (above.hasDirectory(name)) {
                finishDirectory(above, name);
            }
        } catch (IOException | OverlappingFileLockException e) {
            // It is none of ours, another run works in it, or it is not for us to touch: it stays.
        }
    }

    private static void finishDirectory(HeldDirectory above, Path name) throws IOException {
        try (HeldDirectory held = above.enter(name)) {
            if (held.hasFile(OWNER)) {
                finish(above, name, held);
            } else if (!held.has(OWNER)) {
                above.deleteEmpty(name);
            }
        }
    }

    private static synchronized void finish(HeldDirectory above, Path name, HeldDirectory held) throws IOException {
        KnownDirectory area = KnownDirectory.of(above.path().resolve(name));
        try (FileChannel owner = held.file(OWNER)) {
            // What has the name now may be another one.
            if (owner.tryLock() == null || !held.is(area)) {
                return;
            }
            if (text(owner).equals(identity(area))) {
                putBack(above, held);
                empty(held, owner);
                above.deleteEmpty(name);
            } else if (owner.size() == 0 && held.names().size() == 1) {
                held.delete(OWNER);
                above.deleteEmpty(name);
            }
        }
    }

    private static String text(FileChannel owner) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(LONGEST_OWNER);
        int read = 0;
        while (read >= 0 && text.hasRemaining()) {
            read = owner.read(text);
        }
        return new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
    }

    /** Undoes a replacement that was killed between its two renames. */
    private static void putBack(HeldDirectory above, HeldDirectory area) throws IOException {
        if (!area.hasDirectory(OLD) || !area.hasDirectory(NEW)) {
            return;
        }
        try (HeldDirectory old = area.enter(OLD);
                HeldDirectory fresh = area.enter(NEW)) {
            for (Path name : old.names()) {
                if (fresh.has(name) && !above.has(name)) {
                    old.move(name, above);
                }
            }
        }
    }

    /**
     * The owner goes last: whoever is killed before leaves what the next run knows. It is closed before: NFS keeps a file that is open
     * under another name, and the directory would not be empty. The next run may then be first to remove what is left.
     */
    private static void empty(HeldDirectory area, Closeable owner) throws IOException {
        for (Path name : area.names()) {
            if (!name.equals(OWNER)) {
                area.delete(name);
            }
        }
        owner.close();
        area.delete(OWNER);
    }

    @Override
    public void close() throws IOException {
        try (owner) {
            own.close();
        }
    }
}
