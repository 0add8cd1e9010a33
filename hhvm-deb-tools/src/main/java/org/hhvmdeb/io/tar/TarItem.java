package org.hhvmdeb.io.tar;

import java.time.Instant;
import org.hhvmdeb.io.RelativePath;

/**
 * An entry of a tar archive.
 *
 * @param name the path without a leading {@code ./} or a trailing slash, checked to stay below its root;
 *     {@code .} for the root itself
 * @param mode the permission bits alone, such as 0644
 * @param size of a regular file, in bytes; 0 for all others
 * @param time of the last change
 * @param link the target of a symbolic link, exactly as recorded, or of a hard link, a path of the archive; otherwise
 *     empty
 */
public record TarItem(String name, Kind kind, int mode, long size, Instant time, String link, Owner owner) {

    /** Whose an entry is, by number and by name. */
    public record Owner(long userId, long groupId, String user, String group) {

        public static final Owner ROOT = new Owner(0, 0, "root", "root");
    }

    /** What an entry is. */
    public enum Kind {
        FILE,
        DIRECTORY,
        SYMLINK,
        HARD_LINK,
        /** A device, a pipe or something unknown. */
        OTHER
    }

    public boolean isRoot() {
        return name.equals(".");
    }

    /** The path of any entry but the root. */
    public RelativePath path() {
        return new RelativePath(name);
    }

    /** What a file's mode becomes on our disks: 0755 where the owner may execute it, else 0644. */
    public int plainMode() {
        return (mode & 0100) == 0 ? 0644 : 0755;
    }
}
