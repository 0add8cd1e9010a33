package org.hhvmdeb.io.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hhvmdeb.io.FileKind;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;

/** Looks at a directory that is to be replaced as a whole before anything goes with it that nobody meant to lose. */
public final class OutputGuard {

    private OutputGuard() {}

    /**
     * Checks where a result is to go.
     *
     * @param endings of the names of files that an earlier result of this step consists of
     * @param inputs what the result is made from, and must still be there afterwards
     * @throws org.hhvmdeb.notice.ExternalException when it can be seen that nothing can be written there
     * @throws InputException when there is a file, or a directory that holds an input, the place where we run, or
     *     anything that is no earlier result
     */
    public static void require(Path output, Set<String> endings, Path... inputs) throws HhvmDebException {
        OutputDirectory.requireReplaceable(output);
        refuse(output, Path.of(""), "where this program runs");
        for (Path input : inputs) {
            refuse(output, input, input.toString());
        }
        for (Path entry : entries(output)) {
            String name = entry.getFileName().toString();
            if (Files.isSymbolicLink(entry)) {
                throw refused(output, name + " in it is a symbolic link, which no earlier run has made");
            }
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
                    || endings.stream().noneMatch(name::endsWith)) {
                throw refused(output, name + " in it is not the result of an earlier run");
            }
        }
    }

    /** The refusal of a directory for what is in it. */
    public static InputException refused(Path output, String why) {
        return new InputException(words(output, why));
    }

    /** The same, for something that failed. */
    public static InputException refused(Path output, String why, Throwable cause) {
        return new InputException(words(output, why), cause);
    }

    private static String words(Path output, String why) {
        return "the directory " + output + " is replaced as a whole, but " + why
                + "; name a directory of its own for the result, or empty this one";
    }

    /**
     * The same for a name that a step makes up: what is behind a link there nobody meant at all.
     *
     * @throws InputException when there is a link, or what {@link #require} refuses
     */
    public static void requireComputed(Path output, Set<String> endings, Path... inputs) throws HhvmDebException {
        requireDirectory(output);
        require(output, endings, inputs);
    }

    /**
     * Checks that a name which a step makes up stands for a directory or nothing.
     *
     * @throws InputException when there is anything else, a link among it
     */
    public static void requireDirectory(Path output) throws InputException {
        if (Files.exists(output, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(output, LinkOption.NOFOLLOW_LINKS)) {
            throw new InputException(
                    output + " is " + FileKind.of(output)
                            + ", but a directory is written under this name; remove it, or name another directory for the result");
        }
    }

    /** What is in a directory, in the order of its names; nothing where there is none. */
    public static List<Path> entries(Path output) {
        try (Stream<Path> entries = Files.list(output)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            // Nothing is there yet, or nothing that we could replace: writing will tell.
            return List.of();
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
