package org.hhvmdeb.maven;

import java.nio.file.Path;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;
import org.hhvmdeb.notice.InputException;
import org.jspecify.annotations.Nullable;

/**
 * The artifacts of one execution of a goal that makes a .deb. A project has one .deb of each classifier: of two, Maven would install the
 * one that was made last, and say nothing.
 */
final class Attachments {

    private static final String CLAIM = "org.hhvmdeb.deb:";

    private final MavenProject project;
    private final MavenProjectHelper artifacts;
    private final boolean isMain;
    private final @Nullable String classifier;

    private Attachments(
            MavenProject project, MavenProjectHelper artifacts, boolean isMain, @Nullable String classifier) {
        this.project = project;
        this.artifacts = artifacts;
        this.isMain = isMain;
        this.classifier = classifier;
    }

    /**
     * Takes a classifier for an execution, before it works.
     *
     * @param packaging whose artifact the .deb is, where it has no classifier
     * @param classifier null or empty for none
     * @throws InputException when another execution has it already
     */
    static Attachments of(
            MavenProject project,
            MavenProjectHelper artifacts,
            MojoExecution execution,
            String packaging,
            @Nullable String classifier)
            throws InputException {
        String name = classifier == null ? "" : classifier.strip();
        String own = execution.getGoal() + " (" + execution.getExecutionId() + ")";
        Object other = project.getContextValue(CLAIM + name);
        if (other != null && !other.equals(own)) {
            throw new InputException(own + " would attach a .deb in the place of that of " + other + ", as both are "
                    + (name.isEmpty() ? "without classifier" : "of the classifier " + name)
                    + "; give one of them another <classifier> in its <execution>, and a directory of its own, or set"
                    + " <attach>false</attach>");
        }
        project.setContextValue(CLAIM + name, own);
        return new Attachments(
                project,
                artifacts,
                name.isEmpty() && project.getPackaging().equals(packaging),
                name.isEmpty() ? null : name);
    }

    /** Whether {@link #main} is the artifact of the project, without which install and deploy have nothing to take. */
    boolean isMain() {
        return isMain;
    }

    /** The .deb that the execution is about. */
    void main(Path deb) {
        if (isMain) {
            project.getArtifact().setFile(deb.toFile());
        } else {
            attach("deb", classifier, deb);
        }
    }

    /** A .deb beside it. */
    void other(String packageName, Path deb) {
        attach("deb", classifier == null ? packageName : classifier + "-" + packageName, deb);
    }

    /** A file about all of them, of the type that its name ends with. */
    void about(Path file) {
        String name = String.valueOf(file.getFileName());
        attach(name.substring(name.lastIndexOf('.') + 1), classifier, file);
    }

    private void attach(String type, @Nullable String with, Path file) {
        artifacts.attachArtifact(project, type, with, file.toFile());
    }
}
