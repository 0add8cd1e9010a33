package org.hhvmdeb.io;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;

/** The files and directories that a run reads, which none of its outputs may damage. */
public final class InputPlaces {

    /** Beyond that nothing in a packaging is looked up. */
    private static final int DEEPEST = 12;

    private final List<Path> places;

    private InputPlaces(List<Path> places) {
        this.places = places;
    }

    /** What of these is not there does not matter. */
    public static InputPlaces of(Path... places) {
        return of(List.of(places));
    }

    /** What of these is not there does not matter. */
    public static InputPlaces of(Collection<Path> places) {
        return new InputPlaces(List.copyOf(places));
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
    }

    private static void refuseWithin(Path named, Path target, Path input, Path real)
            throws IOException, InputException {
        for (Path packaging : packagings(real)) {
            if (target.startsWith(packaging) || isLinkedFrom(packaging, target)) {
                throw new InputException("cannot write " + named
                        + ": it is in the packaging that the command reads; name a file outside it");
            }
        }
        for (Path state : List.of(real.resolve(".git"), real.resolve(".pc"), real)) {
            if (target.startsWith(state) && (!state.equals(real) || isGit(real))) {
                throw new InputException("cannot write " + named + ": it is among the files that git or quilt keeps in "
                        + input + "; name a file outside it");
            }
        }
        if (target.startsWith(real) && Files.isRegularFile(target) && !EarlierResult.is(target)) {
            throw new InputException("cannot replace " + named + ": the command reads " + input
                    + ", and this file is not the result of an earlier run; name another one");
        }
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

    /** A packaging may share its patches with others. */
    private static boolean isLinkedFrom(Path packaging, Path target) throws IOException {
        if (!Files.exists(target)) {
            return false;
        }
        LinkSearch search = new LinkSearch(target);
        Files.walkFileTree(packaging, Set.of(), DEEPEST, search);
        return search.found;
    }

    /** A directory that we may not look into is none that the command reads. */
    private static final class LinkSearch extends SimpleFileVisitor<Path> {

        private final Path target;
        private boolean found;

        LinkSearch(Path target) {
            this.target = target;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            found = isSame(target, file);
            return found ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }
    }

    private static boolean isSame(Path target, Path input) throws IOException {
        return Files.exists(target) && Files.exists(input) && Files.isSameFile(target, input);
    }
}
