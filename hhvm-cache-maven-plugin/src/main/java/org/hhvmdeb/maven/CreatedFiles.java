package org.hhvmdeb.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hhvmdeb.io.StagedFile;
import org.hhvmdeb.notice.ExternalException;

/**
 * What an execution of a goal wrote into a directory that it shares with others, so that the next run takes away what it does
 * not write again. Kept where Maven's own plugins keep theirs, in {@code target/maven-status}.
 *
 * @param list the file with the names, one a line
 * @param directory holds the files
 */
record CreatedFiles(Path list, Path directory) {

    /**
     * Removes what an earlier run wrote and this one did not.
     *
     * @param written names of files in the directory
     */
    void keepOnly(Collection<String> written) throws ExternalException {
        TreeSet<String> before = names();
        TreeSet<String> all = new TreeSet<>(before);
        all.addAll(written);
        // First of all, so that a run that is killed in between leaves no file that nobody knows.
        write(all);
        for (String name : before) {
            Path file = directory.resolve(name);
            if (!written.contains(name) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                remove(file);
            }
        }
        write(new TreeSet<>(written));
    }

    private static void remove(Path file) throws ExternalException {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw ExternalException.during("removing " + file + ", which is of an earlier version", e);
        }
    }

    private TreeSet<String> names() throws ExternalException {
        if (!Files.isRegularFile(list)) {
            return new TreeSet<>();
        }
        try {
            return Files.readAllLines(list, StandardCharsets.UTF_8).stream()
                    .filter(n -> !n.isBlank() && n.indexOf('/') < 0)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw ExternalException.reading(list, e);
        }
    }

    private void write(Collection<String> names) throws ExternalException {
        try {
            Files.createDirectories(list.getParent());
            try (StagedFile staged = StagedFile.beside(list)) {
                Files.write(staged.path(), names, StandardCharsets.UTF_8);
                staged.commit();
            }
        } catch (IOException e) {
            throw ExternalException.during("writing " + list, e);
        }
    }
}
