package org.hhvmdeb.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import org.hhvmdeb.notice.InputException;

/**
 * The project's build directory. The directories in it have names that we make up, and goals replace them as a whole: a link
 * there may have come with a clone, and what is behind it nobody meant.
 *
 * @param path may itself be a link, as that is the project's choice
 */
record BuildDirectory(Path path) {

    BuildDirectory {
        path = path.toAbsolutePath().normalize();
    }

    /** Whether a path is in it by its name. */
    boolean holds(Path file) {
        return file.toAbsolutePath().normalize().startsWith(path);
    }

    /**
     * Checks a path before anything is read, written or removed there.
     *
     * @return the same
     * @throws InputException when it is in this directory and a symbolic link is on the way
     */
    Path withoutLinks(Path file) throws InputException {
        if (holds(file)) {
            Path way = path;
            for (Path name : path.relativize(file.toAbsolutePath().normalize())) {
                way = way.resolve(name);
                if (!way.equals(path) && Files.isSymbolicLink(way)) {
                    throw new InputException(way + " is a symbolic link, which may have come with a clone and is not"
                            + " followed; remove it, or name another directory for what would be there");
                }
            }
        }
        return file;
    }
}
