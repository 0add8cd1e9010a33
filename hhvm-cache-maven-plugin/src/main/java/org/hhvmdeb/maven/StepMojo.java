package org.hhvmdeb.maven;

import java.io.File;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugins.annotations.Parameter;
import org.hhvmdeb.debian.SourceDateEpoch;
import org.hhvmdeb.io.staging.Seal;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.notice.ShownText;
import org.hhvmdeb.process.SearchPath;
import org.jspecify.annotations.Nullable;

/** What all goals share: the two ways to skip, and what becomes of a failure. */
abstract class StepMojo extends AbstractMojo {

    private static final String UNRESOLVED = "${project.basedir}";

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
        try {
            if (isSkipped()) {
                String by = skip ? "hhvm.cache.skip" : goalSkip();
                getLog().info("skipped by " + by);
                skipped(by, new LogProgress(getLog(), System::nanoTime));
                return;
            }
            new SettingsCheck(
                            session.getCurrentProject(),
                            execution.getMojoDescriptor().getPluginDescriptor())
                    .run(session.getUserProperties());
            run(new LogProgress(getLog(), System::nanoTime));
        } catch (ExternalException e) {
            String told = ShownFailure.message(e);
            throw new MojoExecutionException(told, ShownFailure.cause(told, e));
        } catch (HhvmDebException e) {
            String told = ShownFailure.message(e);
            throw new MojoFailureException(told, ShownFailure.cause(told, e));
        } catch (OutOfMemoryError e) {
            throw new MojoExecutionException(
                    "Java has run out of memory (" + e.getMessage() + "); give Maven more, as in MAVEN_OPTS=-Xmx4g", e);
        } catch (RuntimeException | Error e) {
            String told = ShownText.of(
                    "this is a fault of hhvm-cache-maven-plugin itself, please report it with what mvn -e prints: "
                            + e);
            throw new MojoExecutionException(told, ShownFailure.cause(told, e));
        }
    }

    /** What others wrote is shown, and does not act on a terminal. */
    @Override
    public final Log getLog() {
        return new ShownLog(super.getLog());
    }

    /** Does the work: request, use case, attach, one line that sums up. */
    abstract void run(Progress progress) throws HhvmDebException;

    /**
     * What is left to do for a goal that is skipped.
     *
     * @param by the property that skips it
     */
    void skipped(String by, Progress progress) throws HhvmDebException {}

    /**
     * Says that a skipped goal has attached nothing.
     *
     * @param needed whether it is the project's own artifact
     * @throws InputException when it is, and a phase follows that takes it; Maven's own message names no reason
     */
    final void nothingAttached(String by, String reason, boolean needed) throws InputException {
        if (needed && session.getGoals().stream().anyMatch(Set.of("install", "deploy")::contains)) {
            throw new InputException(execution.getGoal() + " is skipped by " + by + ", so install and deploy have"
                    + " nothing to take: " + reason + ". Leave the skip out, or go no further than the phase verify");
        }
        getLog().info("nothing is attached: " + reason);
    }

    /** The date that nothing we write may exceed, if the environment sets one. */
    final Optional<Instant> sourceDateEpoch() throws InputException {
        return SourceDateEpoch.parse(session.getSystemProperties().getProperty("env.SOURCE_DATE_EPOCH"));
    }

    /** The variables of the environment. */
    final Map<String, String> environment() {
        return session.getSystemProperties().stringPropertyNames().stream()
                .filter(n -> n.startsWith("env."))
                .collect(Collectors.toMap(
                        n -> n.substring("env.".length()),
                        n -> session.getSystemProperties().getProperty(n)));
    }

    /**
     * A directory among the parameters that have their defaults below target.
     *
     * @throws InputException when there is a symbolic link on its way below target
     */
    final Path directory(File parameter) throws InputException {
        return buildDirectory().withoutLinks(resolved(parameter));
    }

    private BuildDirectory buildDirectory() {
        return new BuildDirectory(
                resolved(new File(session.getCurrentProject().getBuild().getDirectory())));
    }

    /** Without a POM, Maven leaves the variable in the defaults below target. */
    private Path resolved(File parameter) {
        String path = parameter.getPath();
        int variable = path.indexOf(UNRESOLVED);
        return variable < 0
                ? parameter.toPath()
                : Path.of(session.getExecutionRootDirectory(), path.substring(variable + UNRESOLVED.length()));
    }

    /**
     * Whether the user skips the goal.
     *
     * @throws InputException when it cannot be told
     */
    final boolean isSkipped() throws InputException {
        return skip || isSet(goalSkip());
    }

    /**
     * Refuses to go on without a parameter. Maven's own message does not tell the property.
     *
     * @param value null or empty where nobody set it
     */
    final void need(String parameter, @Nullable Object value) throws InputException {
        if (value == null || (value instanceof Collection<?> many && many.isEmpty())) {
            throw new InputException(execution.getGoal() + " needs " + parameter + ": set -Dhhvm.cache." + parameter
                    + "=..., or <" + parameter + "> in the plugin's configuration");
        }
    }

    /** The parameters that -D says for this run. What a POM says may be meant for other goals and runs. */
    final Set<String> said() {
        Properties properties = session.getUserProperties();
        return execution.getMojoDescriptor().getParameters().stream()
                .map(org.apache.maven.plugin.descriptor.Parameter::getName)
                .filter(name ->
                        !properties.getProperty("hhvm.cache." + name, "").isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String goalSkip() {
        return "hhvm.cache." + execution.getGoal() + ".skip";
    }

    final MojoExecution execution() {
        return execution;
    }

    /**
     * Removes what this execution wrote into a directory before and has not written now. Outside {@code target} files are
     * the user's, and stay.
     *
     * @param endings of the names that this goal gives to files
     */
    final void removeStale(Path directory, Set<String> endings, List<String> written) throws HhvmDebException {
        BuildDirectory target = buildDirectory();
        if (target.holds(directory)) {
            Path list = target.path()
                    .resolve(Path.of(
                            "maven-status",
                            execution.getArtifactId(),
                            execution.getGoal(),
                            String.valueOf(execution.getExecutionId()),
                            "createdFiles.lst"));
            new CreatedFiles(target.withoutLinks(list), target.withoutLinks(directory), endings, Seal.ofUser())
                    .keepOnly(written);
        }
    }

    final MavenSession session() {
        return session;
    }

    /** The directory that Maven was started for. */
    final Path root() {
        return Path.of(session.getExecutionRootDirectory());
    }

    /** Where programs are looked up. */
    final SearchPath searchPath() {
        return SearchPath.parse(session.getSystemProperties().getProperty("env.PATH"));
    }

    final boolean isOffline() {
        return session.isOffline();
    }

    /** As Maven looks up a parameter, which this is not: its name depends on the goal. */
    private boolean isSet(String property) throws InputException {
        Properties pom = session.getCurrentProject().getProperties();
        String value = Stream.of(session.getUserProperties(), session.getSystemProperties(), pom)
                .map(p -> p.getProperty(property))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("false");
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "", "true" -> true;
            case "false" -> false;
            default -> throw new InputException(property + " is \"" + value + "\"; it is true or false");
        };
    }
}
