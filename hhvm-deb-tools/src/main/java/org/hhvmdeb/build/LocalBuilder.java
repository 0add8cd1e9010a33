package org.hhvmdeb.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hhvmdeb.debian.SourceControl;
import org.hhvmdeb.io.output.MadeOf;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.process.ProcessRunner;
import org.hhvmdeb.process.SearchPath;

/**
 * Builds on this machine with dpkg-buildpackage, whose build dependencies have to be installed. The tree's path differs
 * from build to build; the compiler flags of dpkg-buildflags keep it out of the packages.
 */
public final class LocalBuilder implements Builder {

    private final ProcessRunner programs;
    private final SearchPath path;
    private final CleanEnvironment clean;

    public LocalBuilder(ProcessRunner programs, SearchPath path) {
        this.programs = programs;
        this.path = path;
        this.clean = new CleanEnvironment(path);
    }

    @Override
    public BuildOutcome build(BuildJob job, Progress progress) throws HhvmDebException {
        SourceControl source = SourceControl.read(job.dsc());
        try (WorkTree work = WorkTree.create(job.work())) {
            Path tree =
                    work.path().resolve(source.source() + "-" + source.version().upstream());
            extract(job.dsc(), tree);
            requireDependencies(job.dsc(), tree);
            Completed completed = build(job, tree, progress);
            if (completed.succeeded()) {
                moveFiles(work.path(), job.results());
            }
            if (job.options().keepWork()) {
                work.keep();
                progress.note("the tree of the build is kept in " + job.work());
            }
            return outcome(job, completed);
        } catch (IOException e) {
            throw ExternalException.during("building in " + job.work(), e);
        }
    }

    @Override
    public Optional<MadeOf> surroundings() {
        return InstalledSoftware.OF_THIS_HOST
                .read()
                .map(installed -> installed.and("PATH", path.joined().getBytes(StandardCharsets.UTF_8)));
    }

    private void extract(Path dsc, Path tree) throws ExternalException {
        String program = path.require("dpkg-source", "dpkg-dev").toString();
        programs.run(clean.command(
                        List.of(),
                        List.of(
                                program,
                                "--no-copy",
                                "--extract",
                                dsc.toAbsolutePath().toString(),
                                tree.toString())))
                .orFail();
    }

    private void requireDependencies(Path dsc, Path tree) throws ExternalException {
        String program = path.require("dpkg-checkbuilddeps", "dpkg-dev").toString();
        BuildDependencies.require(
                programs.run(clean.command(List.of(), List.of(program)).in(tree)), dsc);
    }

    private Completed build(BuildJob job, Path tree, Progress progress) throws ExternalException, IOException {
        String program = path.require("dpkg-buildpackage", "dpkg-dev").toString();
        List<String> variables =
                List.of("DEB_BUILD_OPTIONS=" + job.options().debBuildOptions(), "DEBIAN_FRONTEND=noninteractive");
        job.log().begin();
        progress.note("follow the build in " + job.log().path());
        try (Progress.Task task = progress.begin(
                "building " + tree.getFileName() + " with dpkg-buildpackage", Progress.UNKNOWN, "step")) {
            Completed completed = programs.run(clean.command(variables, List.of(program, "-us", "-uc", "-ui", "-b"))
                    .in(tree)
                    .loggingTo(job.log().path()));
            task.advance(1);
            return completed;
        }
    }

    private static void moveFiles(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Files.move(file, to.resolve(file.getFileName()));
        }
    }

    private static BuildOutcome outcome(BuildJob job, Completed completed) throws IOException {
        return completed.succeeded()
                ? new BuildOutcome(BuildStatus.SUCCESSFUL, job.log().path(), files(job.results()), "built")
                : new BuildOutcome(BuildStatus.FAILED, job.log().path(), List.of(), failure(completed));
    }

    private static String failure(Completed completed) {
        return "dpkg-buildpackage failed with exit status " + completed.exitCode() + "; the last lines of its log:\n  "
                + String.join("\n  ", completed.lastLines());
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }
}
