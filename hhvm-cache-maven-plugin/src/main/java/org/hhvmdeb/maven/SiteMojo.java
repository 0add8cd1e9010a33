package org.hhvmdeb.maven;

import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;
import org.hhvmdeb.hhbc.inspect.RepoMode;
import org.hhvmdeb.notice.InputException;

/** What the goals that make something for a site share: its name, and how HHVM is going to use its repository. */
abstract class SiteMojo extends RepoMojo {

    /**
     * The site's name in file names: the repository is {@code <program>.<schema>.hhbc}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.program", defaultValue = "${project.artifactId}")
    @SuppressWarnings("NullAway.Init")
    private String program;

    /**
     * How HHVM is going to use the repository: {@code local}, read-only beside HHVM's own, so that HHVM compiles what
     * is not in it as usual; or {@code authoritative}, where HHVM runs what is in it and nothing else.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.layout", defaultValue = "local")
    @SuppressWarnings("NullAway.Init")
    private String layout;

    SiteMojo(RepositorySystem system) {
        super(system);
    }

    final String program() throws InputException {
        return named(program, "hhvm.cache.program");
    }

    final RepoMode layout() throws InputException {
        return RepoMode.parse(layout, "hhvm.cache.layout");
    }
}
