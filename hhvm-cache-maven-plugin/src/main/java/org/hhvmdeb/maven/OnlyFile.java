package org.hhvmdeb.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;

/** The one file of a kind in the directory that the goal before left it in. */
final class OnlyFile {

    private OnlyFile() {}

    /**
     * Finds it.
     *
     * @param ending of its name
     * @param goal which goal leaves it there, for the message
     * @param property which property names another file, for the message
     */
    static Path in(Path directory, String ending, String goal, String property) throws HhvmDebException {
        List<Path> files = list(directory, ending);
        if (files.size() == 1) {
            return files.get(0);
        }
        throw new InputException((files.isEmpty() ? "there is no *" + ending : "there are several *" + ending) + " in "
                + directory + "; run the goal " + goal + " first, or choose with -D" + property + "=FILE");
    }

    private static List<Path> list(Path directory, String ending) throws ExternalException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> f.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw ExternalException.reading(directory, e);
        }
    }
}
