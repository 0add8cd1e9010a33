package org.hhvmdeb.io;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A directory by its name and by what the file system knows it as: who may write to the directory above can put another one, or a
 * link, in the place of its name.
 *
 * @param key as {@link BasicFileAttributes#fileKey}
 */
record KnownDirectory(Path path, @Nullable Object key) {

    /**
     * The one that has this name now; no link is followed.
     *
     * @throws IOException when it is no directory
     */
    static KnownDirectory of(Path path) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isDirectory()) {
            throw new FileSystemException(path.toString(), null, "is no directory");
        }
        return new KnownDirectory(path, attributes.fileKey());
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
}
