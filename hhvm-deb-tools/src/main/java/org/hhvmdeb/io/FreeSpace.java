package org.hhvmdeb.io;

import java.io.File;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Room on file systems.
 *
 * <p>This is the one place that asks a {@link File}: a {@link java.nio.file.FileStore} looks for the mount point in the table of
 * mounts, and in a chroot, where packages are built, the root is none and {@code /proc} may be missing.
 */
public final class FreeSpace {

    private FreeSpace() {}

    /**
     * How many bytes may still be written by whoever runs this.
     *
     * @param existing a file or directory on the file system in question
     * @return nothing when the system does not tell, as with a path that does not exist
     */
    public static OptionalLong of(Path existing) {
        File file = existing.toFile();
        // Both are 0 when the call behind them fails, and a file system in use has a size.
        return file.getTotalSpace() == 0 ? OptionalLong.empty() : OptionalLong.of(file.getUsableSpace());
    }
}
