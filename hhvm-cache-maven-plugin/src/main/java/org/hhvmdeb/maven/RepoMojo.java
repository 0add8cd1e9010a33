package org.hhvmdeb.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.model.Dependency;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.jspecify.annotations.Nullable;

/** What the goals around a bytecode repository share: the hhvm it is for, and where the repository is. */
abstract class RepoMojo extends StepMojo {

    /**
     * An hhvm program to use instead of the one in the project's hhvm .deb dependency; not beside hhvmDeb.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.hhvm")
    private @Nullable File hhvm;

    /**
     * An hhvm .deb to use instead of the project's dependency; not beside hhvm.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.hhvmDeb")
    private @Nullable File hhvmDeb;

    /**
     * Which of several .deb dependencies is the hhvm, as {@code groupId:artifactId}, with {@code :classifier} where it
     * has one. Needed only where there are several.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.hhvmArtifact")
    private @Nullable String hhvmArtifact;

    /**
     * The directory of the repository and its build information; replaced as a whole.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.repoDirectory", defaultValue = "${project.build.directory}/hhbc")
    @SuppressWarnings("NullAway.Init")
    private File repoDirectory;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    private MavenProject project;

    /** What the packaging hhvm-deb makes, under the two names of its type. */
    private static final Set<String> DEB_TYPES = Set.of("deb", "hhvm-deb");

    private final RepositorySystem system;

    RepoMojo(RepositorySystem system) {
        this.system = system;
    }

    final HhvmSource hhvm() throws HhvmDebException {
        List<Artifact> debs = project.getArtifacts().stream()
                .filter(a -> DEB_TYPES.contains(a.getType()))
                .toList();
        if (hhvm == null && hhvmDeb == null && debs.isEmpty()) {
            refuseUnseenDependencies();
        }
        DebFiles repository =
                new RepositoryDebs(system, session().getRepositorySession(), project.getRemoteProjectRepositories());
        return new HhvmChoice(
                        hhvm,
                        hhvmDeb,
                        hhvmArtifact,
                        debs,
                        new ReactorDebs(Reactor.of(session()), repository),
                        searchPath())
                .choose();
    }

    /** Whoever names an hhvm as a dependency does not mean the one that happens to be on PATH. */
    private void refuseUnseenDependencies() throws InputException {
        for (Dependency each : project.getDependencies()) {
            if (DEB_TYPES.contains(each.getType())) {
                throw new InputException("the dependency " + each.getGroupId() + ":" + each.getArtifactId()
                        + " is not seen by this goal in the scope " + each.getScope()
                        + "; make it <scope>provided</scope>");
            }
        }
    }

    final Path repoDirectory() throws InputException {
        return directory(repoDirectory);
    }

    /**
     * Refuses a value that is Maven's own name for the project it makes up where there is no POM.
     *
     * @param value which the user did not set if it is the made-up one
     * @param property that sets it
     */
    final String named(String value, String property) throws InputException {
        if (project.getFile() == null && value.equals(project.getArtifactId())) {
            throw new InputException("there is no POM to take a name from; set -D" + property + "=NAME");
        }
        return value;
    }

    final MavenProject project() {
        return project;
    }
}
