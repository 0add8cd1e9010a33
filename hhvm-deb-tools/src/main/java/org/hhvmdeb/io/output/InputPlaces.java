package org.hhvmdeb.io.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;

/** The files and directories that a run reads, which none of its outputs may damage. */
public final class InputPlaces {

    private final List<Path> places;
    private final List<Path> repositories;

    private InputPlaces(List<Path> places, List<Path> repositories) {
        this.places = places;
        this.repositories = repositories;
    }

    /** What of these is not there does not matter. */
    public static InputPlaces of(Path... places) {
        return of(List.of(places));
    }

    /** What of these is not there does not matter. */
    public static InputPlaces of(Collection<Path> places) {
        return new InputPlaces(List.copyOf(places), List.of());
    }

    /** With git repositories, of which nothing is read but what git keeps: a work tree may have outputs in it. */
    public InputPlaces withRepositories(Collection<Path> directories) {
        return new InputPlaces(places, List.copyOf(directories));
    }

    /**
     * Looks at a regular file that is to be replaced or made.
     *
     * @param named what the user calls it
     * @param target its own name, free of links
     * @throws InputException when one of the inputs would be damaged
     */
    void refuse(Path named, Path target) throws HhvmDebException {
        for (Path input : places) {
            try {
                if (Files.isDirectory(input)) {
                    refuseWithin(named, target, input, input.toRealPath());
                } else if (isSame(target, input)) {
                    throw new InputException(
                            "cannot write " + named + ": the command reads this file; name another one");
                }
            } catch (IOException e) {
                throw ExternalException.reading(input, e);
            }
        }
        for (Path repository : repositories) {
            try {
                if (Files.isDirectory(repository)) {
                    refuseState(named, target, repository, repository.toRealPath());
                }
            } catch (IOException e) {
                throw ExternalException.reading(repository, e);
            }
        }
    }

    private static void refuseWithin(Path named, Path target, Path input, Path real)
            throws IOException, InputException {
        for (Path packaging : packagings(real)) {
            if (target.startsWith(packaging) || isLinkedFrom(packaging, target)) {
                throw new InputException("cannot write " + named
                        + ": it is in the packaging that the command reads; name a file outside it");
            }
        }
        refuseState(named, target, input, real);
        if (target.startsWith(real) && Files.isRegularFile(target) && !EarlierResult.is(target)) {
            throw new InputException("cannot replace " + named + ": the command reads " + input
                    + ", and this file is not the result of an earlier run; name another one");
        }
    }

    private static void refuseState(Path named, Path target, Path input, Path real) throws InputException {
        for (Path state : states(real, target)) {
            if (target.startsWith(state)) {
                throw new InputException("cannot write " + named + ": it is among the files that git or quilt keeps in "
                        + input + "; name a file outside it");
            }
        }
    }

    /** Also those of repositories further down, as in a directory of mirrors. */
    private static List<Path> states(Path real, Path target) {
        List<Path> found = new ArrayList<>(List.of(real.resolve(".git"), real.resolve(".pc")));
        for (Path each = target.getParent(); each != null && each.startsWith(real); each = each.getParent()) {
            if (isGit(each)) {
                found.add(each);
            }
        }
        return found;
    }

    private static List<Path> packagings(Path real) throws IOException {
        List<Path> found = new ArrayList<>();
        boolean itself = real.endsWith("debian")
                || Files.exists(real.resolve("patches/series"))
                || (Files.exists(real.resolve("control")) && Files.exists(real.resolve("changelog")));
        if (itself) {
            found.add(real);
        }
        if (Files.isDirectory(real.resolve("debian"))) {
            found.add(real.resolve("debian").toRealPath());
        }
        return found;
    }

    /** A bare repository, or what is in .git. */
    private static boolean isGit(Path directory) {
        return Files.isRegularFile(directory.resolve("HEAD")) && Files.isDirectory(directory.resolve("objects"));
    }

    /** A packaging may share its patches with others: single ones, or a directory of them. */
    private static boolean isLinkedFrom(Path packaging, Path target) throws IOException {
        return Files.exists(target) && new LinkedFiles(packaging).reach(target);
    }

    static boolean isSame(Path target, Path input) throws IOException {
        return Files.exists(target) && Files.exists(input) && Files.isSameFile(target, input);
    }
}
