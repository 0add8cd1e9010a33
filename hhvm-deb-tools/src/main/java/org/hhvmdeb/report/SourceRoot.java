package org.hhvmdeb.report;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The top of what is under version control, which the machine that shows a report has somewhere else.
 *
 * @param path absolute afterwards
 */
record SourceRoot(Path path) {

    SourceRoot {
        path = path.toAbsolutePath().normalize();
    }

    /** A file's path from there; empty for one that is elsewhere. */
    Optional<String> relative(String file) {
        Path absolute = Path.of(file).toAbsolutePath().normalize();
        return absolute.startsWith(path) ? Optional.of(path.relativize(absolute).toString()) : Optional.empty();
    }
}
