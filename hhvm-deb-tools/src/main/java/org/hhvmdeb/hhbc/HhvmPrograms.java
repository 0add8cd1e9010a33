package org.hhvmdeb.hhbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hhvmdeb.deb.DebArchive;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.process.ProcessRunner;

/** Makes the hhvm of a source one that can be run. */
final class HhvmPrograms {

    private final ProcessRunner programs;

    HhvmPrograms(ProcessRunner programs) {
        this.programs = programs;
    }

    /**
     * Finds or unpacks the program.
     *
     * @param work a directory that outlives the program and is then thrown away
     */
    HhvmProgram open(HhvmSource source, Path work) throws HhvmDebException {
        try {
            Map<String, String> environment = environment(work);
            if (source instanceof HhvmSource.Deb p) {
                Path root = work.resolve("hhvm");
                DebArchive.open(p.file()).extract(root);
                libraries(root).ifPresent(l -> environment.put("LD_LIBRARY_PATH", l));
                Path file = in(root, p.file());
                String name = root.relativize(file) + " of " + p.file().getFileName();
                return new HhvmProgram(name, file, environment, programs);
            }
            Path file = installed(source).toAbsolutePath();
            return new HhvmProgram(file.toString(), file, environment, programs);
        } catch (IOException e) {
            throw ExternalException.during("unpacking " + source, e);
        }
    }

    private static Path installed(HhvmSource source) throws HhvmDebException {
        if (source instanceof HhvmSource.OnPath p) {
            return p.path()
                    .find("hhvm")
                    .orElseThrow(() -> new ExternalException("there is no hhvm on PATH; install one, name the program,"
                            + " or give the hhvm .deb to compile with"));
        }
        Path file = ((HhvmSource.Program) source).file();
        if (!Files.isRegularFile(file) || !Files.isExecutable(file)) {
            throw new InputException(file + " is no program: there is no executable file of that name");
        }
        return file;
    }

    /** A home, a temporary directory and a central repository that vanish with the work directory. */
    private static Map<String, String> environment(Path work) throws IOException {
        Path home = Files.createDirectories(work.resolve("home"));
        Path temporary = Files.createDirectories(work.resolve("tmp"));
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("HOME", home.toString());
        environment.put("TMPDIR", temporary.toString());
        environment.put("TEMP", temporary.toString());
        environment.put("HHVM_REPO_CENTRAL_PATH", home.resolve("central.hhbc").toString());
        // Worker processes complain about NUMA calls in containers, and some releases take that for a failure.
        environment.put("HHVM_DISABLE_NUMA", "true");
        return environment;
    }

    private static Path in(Path root, Path deb) throws HhvmDebException, IOException {
        for (Path candidate : candidates(root)) {
            Path program = Files.isSymbolicLink(candidate) ? target(candidate, root) : candidate;
            if (Files.isRegularFile(program, LinkOption.NOFOLLOW_LINKS) && Files.isExecutable(program)) {
                return program;
            }
        }
        throw new InputException(deb + " has no program usr/bin/hhvm or opt/hhvm/VERSION/bin/hhvm in it; the package"
                + " to compile with is hhvm itself, not hhvm-dev or hhvm-dbg");
    }

    private static List<Path> candidates(Path root) throws IOException {
        TreeSet<Path> found = new TreeSet<>();
        Path releases = root.resolve("opt/hhvm");
        if (Files.isDirectory(releases, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> versions = Files.list(releases)) {
                versions.map(v -> v.resolve("bin/hhvm")).forEach(found::add);
            }
        }
        return Stream.concat(Stream.of(root.resolve("usr/bin/hhvm")), found.stream())
                .toList();
    }

    /** Where a link leads once the package is installed, but below the directory it is unpacked in. */
    private static Path target(Path link, Path root) throws IOException {
        Path target = Files.readSymbolicLink(link);
        Path inside = target.isAbsolute() ? root.resolve(target.toString().substring(1)) : link.resolveSibling(target);
        Path normal = inside.normalize();
        return normal.startsWith(root) ? normal : link;
    }

    private static Optional<String> libraries(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            String directories = files.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
                    .filter(f -> isLibrary(String.valueOf(f.getFileName())))
                    .map(f -> String.valueOf(f.getParent()))
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(":"));
            return directories.isEmpty() ? Optional.empty() : Optional.of(directories);
        }
    }

    private static boolean isLibrary(String name) {
        return name.endsWith(".so") || name.contains(".so.");
    }
}
