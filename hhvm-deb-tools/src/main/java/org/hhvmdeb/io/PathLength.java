package org.hhvmdeb.io;

import java.util.Optional;

/** How long the path of a file can be that comes from outside and is to be unpacked here or elsewhere. */
public final class PathLength {

    /** NAME_MAX of every file system of Linux. */
    private static final int LONGEST_NAME = 255;

    /** PATH_MAX with its NUL, less the directory that a source package unpacks to; in bytes. */
    public static final int LONGEST = 4096 - 1 - LONGEST_NAME - 1;

    /** The same with that directory. */
    private static final int LONGEST_IN_ARCHIVE = 4096 - 1;

    private PathLength() {}

    /** Why no file can have a path, for the end of a sentence; empty where one can. */
    public static Optional<String> excess(byte[] path) {
        return excess(path, LONGEST);
    }

    /** The same of a path that begins with the directory that an archive unpacks to. */
    public static Optional<String> excessInArchive(byte[] path) {
        return excess(path, LONGEST_IN_ARCHIVE);
    }

    private static Optional<String> excess(byte[] path, int most) {
        int longest = 0;
        int name = 0;
        for (byte each : path) {
            name = each == '/' ? 0 : name + 1;
            longest = Math.max(longest, name);
        }
        if (longest > LONGEST_NAME) {
            return Optional.of(
                    "a name in it has " + longest + " bytes, and no file system takes more than " + LONGEST_NAME);
        }
        return path.length > most
                ? Optional.of("it is longer than " + most + " bytes, too long to be unpacked")
                : Optional.empty();
    }
}
