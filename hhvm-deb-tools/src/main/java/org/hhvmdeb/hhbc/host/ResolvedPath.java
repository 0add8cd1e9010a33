package org.hhvmdeb.hhbc.host;

import java.util.List;
import java.util.Optional;

/**
 * What a program meets on its way to a file.
 *
 * @param path the file's name without links and dots, as far as the way goes
 * @param directories every directory that has to be searched, from the root on, once more where dots lead back to it
 * @param links every symbolic link that is followed
 * @param end the file; empty when there is none
 * @param missing the directory that is not there, as far as the file; empty when all are, or something else is in the way
 * @param broken why the way does not even come to the directory of the file; empty when it does
 */
public record ResolvedPath(
        String path,
        List<FileStatus> directories,
        List<FileStatus> links,
        Optional<FileStatus> end,
        Optional<String> missing,
        Optional<String> broken) {

    public ResolvedPath {
        directories = List.copyOf(directories);
        links = List.copyOf(links);
    }

    /** The directory the file is in, or the last one that there is. */
    public FileStatus directory() {
        return directories.get(directories.size() - 1);
    }
}
