package org.hhvmdeb.io;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A directory by its name and by what the file system knows it as: who may write to the directory above can put another one, or a
 * link, in the place of its name.
 *
 * @param key as {@link BasicFileAttributes#fileKey}
 * @param inode its number in its file system
 */
public record KnownDirectory(
        Path path, @Nullable Object key, @Nullable Object inode) {

    /** How a directory loses all that is in it. */
    @FunctionalInterface
    public interface Emptying {
        void empty(HeldDirectory directory) throws IOException;
    }

    /**
     * The one that has this name now; no link is followed.
     *
     * @throws IOException when it is no directory
     */
    public static KnownDirectory of(Path path) throws IOException {
        Map<String, Object> attributes =
                Files.readAttributes(path, "unix:isDirectory,fileKey,ino", LinkOption.NOFOLLOW_LINKS);
        if (!Boolean.TRUE.equals(attributes.get("isDirectory"))) {
            throw new FileSystemException(path.toString(), null, "is not a directory");
        }
        return new KnownDirectory(path, attributes.get("fileKey"), attributes.get("ino"));
    }

    /**
     * Opens it.
     *
     * @throws IOException when another one has its name
     */
    HeldDirectory hold() throws IOException {
        // To open a FIFO is to wait for somebody who writes.
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            HeldDirectory held = HeldDirectory.open(path);
            if (held.is(this)) {
                return held;
            }
            held.close();
        }
        throw new FileSystemException(
                path.toString(),
                null,
                "something else was put in its place; see who may write to "
                        + path.toAbsolutePath().getParent());
    }

    /**
     * Gives it another name.
     *
     * @param empty an empty directory beside it, which it replaces
     */
    KnownDirectory movedOver(Path empty) throws IOException {
        return new KnownDirectory(Files.move(path, empty, StandardCopyOption.ATOMIC_MOVE), key, inode);
    }

    /**
     * Removes it; nothing happens where nothing has its name.
     *
     * @throws IOException also when another one has its name, which stays
     */
    void remove(Emptying emptying) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            try (HeldDirectory held = hold()) {
                emptying.empty(held);
            }
            // Another run may have taken it for one that a killed run had left.
            Files.deleteIfExists(path);
        }
    }
}
