package org.hhvmdeb.maven;

import java.util.List;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.lifecycle.MavenExecutionPlan;
import org.apache.maven.plugin.MavenPluginManager;
import org.apache.maven.plugin.Mojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;

/** The package-repo that this run holds for the project after its compile-repo: its settings are checked before hours of work. */
final class LaterPackaging {

    private final LifecycleExecutor lifecycle;
    private final MavenPluginManager plugins;

    LaterPackaging(LifecycleExecutor lifecycle, MavenPluginManager plugins) {
        this.lifecycle = lifecycle;
        this.plugins = plugins;
    }

    /**
     * Checks the settings of every execution of package-repo in the plan, as that execution will have them.
     *
     * @throws org.hhvmdeb.notice.InputException with all that is wrong
     */
    void check(MavenSession session, MojoExecution current) throws HhvmDebException {
        try {
            for (MojoExecution each : plan(session)) {
                if (each.getGoal().equals(PackageRepoMojo.GOAL)
                        && each.getPlugin().getKey().equals(current.getPlugin().getKey())) {
                    checkOne(session, each);
                }
            }
        } catch (HhvmDebException e) {
            throw e;
        } catch (Exception e) {
            throw new ExternalException("Maven does not tell how package-repo is configured: " + e.getMessage(), e);
        }
    }

    private List<MojoExecution> plan(MavenSession session) throws Exception {
        List<String> goals = session.getGoals().isEmpty()
                ? Optional.ofNullable(session.getCurrentProject().getDefaultGoal()).stream()
                        .toList()
                : session.getGoals();
        if (goals.isEmpty()) {
            return List.of();
        }
        MavenExecutionPlan plan = lifecycle.calculateExecutionPlan(session, goals.toArray(String[]::new));
        return plan.getMojoExecutions();
    }

    private void checkOne(MavenSession session, MojoExecution packaging) throws Exception {
        PluginDescriptor plugin = packaging.getMojoDescriptor().getPluginDescriptor();
        if (plugin.getClassRealm() == null) {
            plugins.setupPluginRealm(plugin, session, null, null, null);
        }
        Mojo mojo = plugins.getConfiguredMojo(Mojo.class, session, packaging);
        try {
            if (mojo instanceof PackageRepoMojo packager) {
                packager.checkSettings();
            }
        } finally {
            plugins.releaseMojo(mojo, packaging);
        }
    }
}
