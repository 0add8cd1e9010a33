package org.hhvmdeb.patch.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hhvmdeb.patch.tree.DiskPath;
import org.hhvmdeb.patch.tree.TreePath;

/** The directories of a tree, reached through directories only, never through a symbolic link. */
final class RealDirectories {

    private final Path root;
    private final Set<String> known = new HashSet<>(Set.of(""));

    RealDirectories(Path root) {
        this.root = root;
    }

    /**
     * The place of a path on the disk.
     *
     * @throws IOException when its directory is none, or only behind a symbolic link
     */
    Path place(String path) throws IOException {
        if (!isReal(TreePath.parent(path))) {
            throw new IOException(DiskPath.of(root, TreePath.parent(path))
                    + " is not a directory any more, somebody else is at work in this tree");
        }
        return placeOf(path);
    }

    /** Whether something could be there at all. */
    boolean reaches(String path) {
        return isReal(TreePath.parent(path));
    }

    private Path placeOf(String path) throws IOException {
        if (path.isEmpty()
                || path.startsWith("/")
                || List.of(path.split("/", -1)).contains("..")) {
            throw new IOException("\"" + path + "\" is not a path below " + root);
        }
        return DiskPath.of(root, path);
    }

    private boolean isReal(String directory) {
        if (known.contains(directory)) {
            return true;
        }
        boolean real = isReal(TreePath.parent(directory))
                && Files.isDirectory(DiskPath.of(root, directory), LinkOption.NOFOLLOW_LINKS);
        if (real) {
            known.add(directory);
        }
        return real;
    }
}
