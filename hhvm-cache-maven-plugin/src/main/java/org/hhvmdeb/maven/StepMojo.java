package org.hhvmdeb.maven;

import java.util.Properties;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;

/** What all goals share: the two ways to skip, and what becomes of a failure. */
abstract class StepMojo extends AbstractMojo {

    /**
     * Skips every goal of this plugin. A single goal is skipped with {@code -Dhhvm.cache.<goal>.skip}, for example
     * {@code -Dhhvm.cache.check-patches.skip}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.skip", defaultValue = "false")
    private boolean skip;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    private MavenSession session;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    private MojoExecution execution;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        String goalSkip = "hhvm.cache." + execution.getGoal() + ".skip";
        if (skip || isSet(goalSkip)) {
            getLog().info("skipped by " + (skip ? "hhvm.cache.skip" : goalSkip));
            return;
        }
        try {
            run(new LogProgress(getLog(), System::nanoTime));
        } catch (ExternalException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        } catch (HhvmDebException e) {
            throw new MojoFailureException(e.getMessage(), e);
        }
    }

    /** Does the work: request, use case, attach, one line that sums up. */
    abstract void run(Progress progress) throws HhvmDebException;

    private boolean isSet(String property) {
        Properties user = session.getUserProperties();
        String value = user.getProperty(property, session.getSystemProperties().getProperty(property));
        return value != null && !value.equals("false");
    }
}
