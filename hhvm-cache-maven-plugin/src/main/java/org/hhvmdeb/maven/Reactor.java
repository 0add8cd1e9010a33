package org.hhvmdeb.maven;

import java.io.File;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/**
 * The modules that Maven was started for, one of which may make the .deb that another depends on.
 *
 * @param built those of this run, as {@code -pl}, {@code -rf} and {@code -r} have it
 * @param all of them
 * @param resumed whether the run goes on where an earlier one stopped ({@code -rf}, in Maven 4 {@code -r})
 */
record Reactor(List<MavenProject> built, List<MavenProject> all, boolean resumed) {

    private static final String DEB = "deb";

    static Reactor of(MavenSession session) {
        return new Reactor(
                Objects.requireNonNullElse(session.getProjects(), List.of()),
                Objects.requireNonNullElse(session.getAllProjects(), List.of()),
                isResumed(session));
    }

    /** Maven 4 has {@code -r}, too: it says of no module that it begins there, but leaves out what is in its note. */
    private static boolean isResumed(MavenSession session) {
        MavenExecutionRequest request = session.getRequest();
        if (request.getResumeFrom() != null) {
            return true;
        }
        MavenProject top = session.getTopLevelProject();
        return top != null
                && request.getSelectedProjects().isEmpty()
                && new File(top.getBuild().getDirectory(), "resume.properties").isFile();
    }

    /** The module of this run with the coordinates of a dependency. */
    Optional<MavenProject> builds(Artifact dependency) {
        return with(dependency, built);
    }

    /** The module with the coordinates of a dependency that is not part of this run. */
    Optional<MavenProject> leavesOut(Artifact dependency) {
        return builds(dependency).isPresent() ? Optional.empty() : with(dependency, all);
    }

    /** What a module has made of a dependency in this run. */
    static Optional<File> made(MavenProject module, Artifact dependency) {
        String classifier = classifier(dependency);
        return Stream.concat(Stream.of(module.getArtifact()), module.getAttachedArtifacts().stream())
                .filter(a -> a.getArtifactHandler().getExtension().equals(DEB))
                .filter(a -> classifier(a).equals(classifier))
                .map(Artifact::getFile)
                .filter(f -> f != null && f.isFile())
                .findFirst();
    }

    private static Optional<MavenProject> with(Artifact dependency, List<MavenProject> modules) {
        return modules.stream()
                .filter(m -> m.getGroupId().equals(dependency.getGroupId()))
                .filter(m -> m.getArtifactId().equals(dependency.getArtifactId()))
                .filter(m -> m.getVersion().equals(dependency.getBaseVersion()))
                .findFirst();
    }

    private static String classifier(Artifact artifact) {
        return artifact.hasClassifier() ? artifact.getClassifier() : "";
    }
}
