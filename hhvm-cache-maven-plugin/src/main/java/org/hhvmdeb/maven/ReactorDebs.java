package org.hhvmdeb.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.project.MavenProject;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;

/**
 * Dependencies of the modules that make them, and of a repository where none does. Maven itself takes what is in the
 * local repository for a module that has no .deb yet, which is an earlier one.
 *
 * @param reactor the modules
 * @param repository has the others
 */
record ReactorDebs(Reactor reactor, DebFiles repository) implements DebFiles {

    private static final String ON_PURPOSE = "-Dhhvm.cache.hhvmDeb=FILE takes a .deb whatever the modules make.";

    @Override
    public Path of(Artifact dependency) throws HhvmDebException {
        Optional<MavenProject> maker = reactor.builds(dependency);
        if (maker.isPresent()) {
            return made(maker.get(), dependency);
        }
        Optional<MavenProject> leftOut = reactor.leavesOut(dependency);
        Path found = found(dependency, leftOut);
        if (reactor.resumed() && leftOut.isPresent()) {
            checkThatItIsTheLast(found, leftOut.get(), dependency);
        }
        return found;
    }

    private Path made(MavenProject maker, Artifact dependency) throws InputException {
        Optional<File> made = Reactor.made(maker, dependency);
        if (made.isPresent()) {
            return made.get().toPath();
        }
        throw new InputException("the dependency " + name(dependency) + " is made by " + module(maker)
                + " of this build, which has made no .deb in this run" + earlier(dependency)
                + ". Run mvn package, verify or install, without hhvm.cache.skip and hhvm.cache.build-packages.skip; or"
                + " leave the module out with -pl, to compile with the installed one on purpose. " + ON_PURPOSE);
    }

    private String earlier(Artifact dependency) {
        try {
            return ", and " + repository.of(dependency) + " is of an earlier one and may be another hhvm";
        } catch (HhvmDebException none) {
            return "";
        }
    }

    private Path found(Artifact dependency, Optional<MavenProject> leftOut) throws HhvmDebException {
        try {
            return repository.of(dependency);
        } catch (HhvmDebException e) {
            throw new ExternalException(
                    "there is no .deb of the dependency " + name(dependency) + ": " + e.getMessage() + ". "
                            + leftOut.map(m ->
                                            "It is made by " + module(m) + ", which is not part of this build: add -am"
                                                    + " and the phase package, or install it first. ")
                                    .orElse("Install or deploy it first (mvn install in its project). ")
                            + ON_PURPOSE,
                    e);
        }
    }

    /** A run that is resumed is one with that before it, in which the module was built and not installed. */
    private static void checkThatItIsTheLast(Path found, MavenProject maker, Artifact dependency)
            throws HhvmDebException {
        List<Path> last = lastOf(maker);
        for (Path each : last) {
            if (sameBytes(found, each)) {
                return;
            }
        }
        throw new InputException("the build was resumed behind " + module(maker) + ", which makes the dependency "
                + name(dependency) + ", and " + found + " is not what it made last"
                + (last.isEmpty() ? "" : ", which is among " + last)
                + ". Run without -rf or -r; or use -pl, to compile with the"
                + " installed one on purpose. " + ON_PURPOSE);
    }

    private static List<Path> lastOf(MavenProject maker) throws ExternalException {
        Path packages = Path.of(maker.getBuild().getDirectory(), "packages");
        if (!Files.isDirectory(packages)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(packages)) {
            return files.filter(f -> f.getFileName().toString().endsWith(".deb"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw ExternalException.reading(packages, e);
        }
    }

    private static boolean sameBytes(Path one, Path other) throws ExternalException {
        try {
            return Files.mismatch(one, other) < 0;
        } catch (IOException e) {
            throw ExternalException.reading(one, e);
        }
    }

    private static String name(Artifact dependency) {
        return dependency.getGroupId() + ":" + dependency.getArtifactId() + ":" + dependency.getType() + ":"
                + (dependency.hasClassifier() ? dependency.getClassifier() + ":" : "") + dependency.getBaseVersion();
    }

    private static String module(MavenProject module) {
        return "the module " + module.getArtifactId() + " (" + module.getBasedir() + ")";
    }
}
