package org.hhvmdeb.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hhvmdeb.notice.InputException;

/** Looks at a directory that is to be replaced as a whole before anything goes with it that nobody meant to lose. */
public final class Replaceable {

    private Replaceable() {}

    /**
     * Checks where a result is to go.
     *
     * @param inputs what the result is made from, and must still be there afterwards
     * @throws InputException when there is a file, or a directory that holds an input or the place where we run
     */
    public static void require(Path output, Path... inputs) throws InputException {
        if (Files.exists(output) && !Files.isDirectory(output)) {
            throw new InputException(output + " is a file, but a directory is written there; name another place");
        }
        refuse(output, Path.of(""), "where this program runs");
        for (Path input : inputs) {
            refuse(output, input, input.toString());
        }
    }

    private static void refuse(Path output, Path needed, String what) throws InputException {
        if (real(needed).startsWith(real(output))) {
            throw new InputException("the directory " + output + " is replaced as a whole and would take " + what
                    + " with it; name a directory of its own for the result");
        }
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            // It is not there yet, or not for us to see: its name is all there is to compare.
            return path.toAbsolutePath().normalize();
        }
    }
}
