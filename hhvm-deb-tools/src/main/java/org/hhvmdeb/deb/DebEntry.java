package org.hhvmdeb.deb;

import java.nio.file.Path;
import org.hhvmdeb.io.RelativePath;

/** Something a package installs. Everything belongs to root, and parent directories need not be named. */
public sealed interface DebEntry {

    /** Where it is installed, below the root of the system. */
    RelativePath path();

    /**
     * A regular file.
     *
     * @param content the file whose content it has
     * @param mode such as 0644
     */
    static DebEntry file(RelativePath path, Path content, int mode) {
        return new File(path, content, mode);
    }

    /** A directory that is empty or has another mode than 0755. */
    static DebEntry directory(RelativePath path, int mode) {
        return new Directory(path, mode);
    }

    /**
     * A symbolic link.
     *
     * @param target what it says, taken as it is; Policy 10.5 tells when it should be relative
     */
    static DebEntry symlink(RelativePath path, String target) {
        return new Symlink(path, target);
    }

    /** See {@link DebEntry#file}. */
    record File(RelativePath path, Path content, int mode) implements DebEntry {

        public File {
            requirePermissions(mode);
        }

        @Override
        public String toString() {
            return "the file /" + path + " (from " + content + ")";
        }
    }

    /** See {@link DebEntry#directory}. */
    record Directory(RelativePath path, int mode) implements DebEntry {

        public Directory {
            requirePermissions(mode);
        }

        @Override
        public String toString() {
            return "the directory /" + path + " (mode 0" + Integer.toOctalString(mode) + ")";
        }
    }

    /** See {@link DebEntry#symlink}. */
    record Symlink(RelativePath path, String target) implements DebEntry {

        @Override
        public String toString() {
            return "the link /" + path + " (to " + target + ")";
        }
    }

    private static void requirePermissions(int mode) {
        if ((mode & ~07777) != 0) {
            throw new IllegalArgumentException("not a mode: 0" + Integer.toOctalString(mode));
        }
    }
}
