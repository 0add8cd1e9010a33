package org.hhvmdeb.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hhvmdeb.notice.ExternalException;
import org.jspecify.annotations.Nullable;

/**
 * The directories programs are looked up in.
 *
 * @param directories in order
 */
public record SearchPath(List<Path> directories) {

    public SearchPath {
        directories = List.copyOf(directories);
    }

    /** Reads the value of a PATH variable; empty and relative entries are left out, as they depend on where we stand. */
    public static SearchPath parse(@Nullable String value) {
        return new SearchPath(Arrays.stream((value == null ? "" : value).split(":", -1))
                .filter(s -> s.startsWith("/"))
                .map(Path::of)
                .toList());
    }

    /** As the value of a PATH variable. */
    public String joined() {
        return directories.stream().map(Path::toString).collect(Collectors.joining(":"));
    }

    public Optional<Path> find(String program) {
        return directories.stream()
                .map(d -> d.resolve(program))
                .filter(SearchPath::runs)
                .findFirst();
    }

    /**
     * Finds a program that the work cannot do without.
     *
     * @param debianPackage the package that ships the program, for the message
     * @throws ExternalException when there is no such program
     */
    public Path require(String program, String debianPackage) throws ExternalException {
        return find(program)
                .orElseThrow(() -> new ExternalException(
                        "the program " + program + " is missing; install it with: apt-get install " + debianPackage));
    }

    private static boolean runs(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
