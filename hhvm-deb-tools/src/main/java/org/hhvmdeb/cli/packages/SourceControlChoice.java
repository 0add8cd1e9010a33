package org.hhvmdeb.cli.packages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;

/** The source package that a file or a directory stands for. */
final class SourceControlChoice {

    private SourceControlChoice() {}

    static Path in(Path fileOrDirectory) throws HhvmDebException {
        if (!Files.isDirectory(fileOrDirectory)) {
            return fileOrDirectory;
        }
        try (Stream<Path> files = Files.list(fileOrDirectory)) {
            List<Path> found = files.filter(f -> f.toString().endsWith(".dsc"))
                    // A link may have come with a clone, and lead to what is no business of others.
                    .filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
            if (found.size() == 1) {
                return found.get(0);
            }
            throw new InputException((found.isEmpty() ? "there is no .dsc in " : "there are several .dsc in ")
                    + fileOrDirectory + "; source build makes one, or name the file");
        } catch (IOException e) {
            throw ExternalException.reading(fileOrDirectory, e);
        }
    }
}
