package org.hhvmdeb.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hhvmdeb.io.staging.Seal;
import org.hhvmdeb.io.staging.StagedFile;
import org.hhvmdeb.notice.ExternalException;

/**
 * What an execution of a goal wrote into a directory that it shares with others, so that the next run takes away what it does
 * not write again. Kept where Maven's own plugins keep theirs, in {@code target/maven-status}, and sealed: a list that came
 * with a clone names nothing to remove.
 *
 * @param list the file with its seal and the names, one a line
 * @param directory holds the files
 * @param endings of the names that the goal gives to files; it removes no other
 * @param seal tells this user's lists from others
 */
record CreatedFiles(Path list, Path directory, Set<String> endings, Seal seal) {

    private static final String PURPOSE = "created files";

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
        TreeSet<String> names = new TreeSet<>();
        if (!Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS)) {
            return names;
        }
        try {
            List<String> lines = Files.readString(list).lines().toList();
            List<String> listed = lines.isEmpty() ? lines : lines.subList(1, lines.size());
            if (!lines.isEmpty() && seal.isOn(lines.get(0), PURPOSE, list, content(listed))) {
                listed.stream().filter(this::isOfTheGoal).forEach(names::add);
            }
            return names;
        } catch (IOException e) {
            throw ExternalException.reading(list, e);
        }
    }

    private boolean isOfTheGoal(String name) {
        return name.indexOf('/') < 0 && endings.stream().anyMatch(name::endsWith);
    }

    /** With the directory, as it is the one where they are removed. */
    private byte[] content(Collection<String> names) throws IOException {
        return (directory.toRealPath() + "\n" + String.join("\n", names)).getBytes(StandardCharsets.UTF_8);
    }

    private void write(Collection<String> names) throws ExternalException {
        try {
            Files.createDirectories(list.getParent());
            String text = seal.of(PURPOSE, list, content(names)) + "\n" + String.join("\n", names) + "\n";
            StagedFile.write(list, text);
        } catch (IOException e) {
            throw ExternalException.during("writing " + list, e);
        }
    }
}
