package org.hhvmdeb.hhvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hhvmdeb.deb.DebArchive;
import org.hhvmdeb.notice.InputException;

/**
 * A package of HHVM, unpacked so that its hhvm can be read and run without being installed.
 *
 * @param programs the program files, {@code usr/bin/hhvm} first, then {@code opt/hhvm/<version>/bin/hhvm}; links are
 *     followed within the package; empty in a package without hhvm
 * @param environment the variables with which they find the libraries of the package
 */
record UnpackedHhvm(List<Path> programs, Map<String, String> environment) {

    /** As many as Linux follows. */
    private static final int MOST_LINKS = 40;

    public UnpackedHhvm {
        programs = List.copyOf(programs);
        environment = Map.copyOf(environment);
    }

    /**
     * Unpacks a package.
     *
     * @param root an empty directory, or one that is not there yet
     * @throws InputException when this is no package, or one we cannot read
     */
    public static UnpackedHhvm of(Path deb, Path root) throws InputException, IOException {
        DebArchive.open(deb).extract(root);
        Set<Path> programs = new LinkedHashSet<>();
        Path real = root.toRealPath();
        for (Path place : places(root)) {
            Path program = behindLinks(place, root);
            if (Files.isRegularFile(program, LinkOption.NOFOLLOW_LINKS)
                    && program.toRealPath().startsWith(real)
                    && Files.isExecutable(program)) {
                programs.add(program);
            }
        }
        String libraries = libraries(root);
        return new UnpackedHhvm(
                List.copyOf(programs), libraries.isEmpty() ? Map.of() : Map.of("LD_LIBRARY_PATH", libraries));
    }

    private static List<Path> places(Path root) throws IOException {
        List<Path> places = new ArrayList<>(List.of(root.resolve("usr/bin/hhvm")));
        Path releases = root.resolve("opt/hhvm");
        if (Files.isDirectory(releases, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> versions = Files.list(releases)) {
                versions.map(v -> v.resolve("bin/hhvm")).sorted().forEach(places::add);
            }
        }
        return places;
    }

    /** Where links lead once the package is installed, but below the directory it is unpacked in. */
    private static Path behindLinks(Path place, Path root) throws IOException {
        Path path = place;
        for (int links = 0; links < MOST_LINKS && Files.isSymbolicLink(path); links++) {
            Path target = Files.readSymbolicLink(path);
            path = (target.isAbsolute() ? root.resolve(target.toString().substring(1)) : path.resolveSibling(target))
                    .normalize();
            if (!path.startsWith(root)) {
                return place;
            }
        }
        return path;
    }

    private static String libraries(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
                    .filter(f -> isLibrary(String.valueOf(f.getFileName())))
                    .map(f -> String.valueOf(f.getParent()))
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(":"));
        }
    }

    private static boolean isLibrary(String name) {
        return name.endsWith(".so") || name.contains(".so.");
    }
}
