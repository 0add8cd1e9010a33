package org.hhvmdeb.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;
import org.hhvmdeb.build.BuildOptions;
import org.hhvmdeb.build.BuildPackages;
import org.hhvmdeb.build.BuildPackagesRequest;
import org.hhvmdeb.build.BuildWhen;
import org.hhvmdeb.build.BuiltPackage;
import org.hhvmdeb.build.BuiltPackages;
import org.hhvmdeb.build.LocalBuilder;
import org.hhvmdeb.debian.PackageName;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.LocalProcesses;
import org.jspecify.annotations.Nullable;

/**
 * Builds the binary packages of the source package on this host, checks that the hhvm package provides the repo schema
 * of the program in it, and attaches the results: the main package as the project's artifact of type {@code deb}, every
 * other .deb with its package name as classifier, the .changes and the .buildinfo. Packages of an earlier run are attached
 * as they are if nothing that decides about them has changed; where the goal is skipped, too.
 *
 * @since 0.1.0
 */
@Mojo(name = "build-packages", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true, requiresProject = false)
public final class BuildPackagesMojo extends StepMojo {

    /**
     * Where build-source left the source package.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.sourceDirectory", defaultValue = "${project.build.directory}/source")
    @SuppressWarnings("NullAway.Init")
    private File sourceDirectory;

    /**
     * The source package; by default the one in sourceDirectory.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.dsc")
    private @Nullable File dsc;

    /**
     * Where the packages go; the directory is replaced as a whole.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.packagesDirectory", defaultValue = "${project.build.directory}/packages")
    @SuppressWarnings("NullAway.Init")
    private File packagesDirectory;

    /**
     * The binary package with the hhvm program.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.mainPackage", defaultValue = "hhvm")
    @SuppressWarnings("NullAway.Init")
    private String mainPackage;

    /**
     * How many compilers run at a time; 0: as many as there are processors.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.jobs", defaultValue = "0")
    private int jobs;

    /**
     * Run HHVM's own tests. {@code -DskipTests} and {@code -Dmaven.test.skip} leave them out as well.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.packageTests", defaultValue = "true")
    private boolean packageTests;

    @Parameter(defaultValue = "${skipTests}", readonly = true)
    private boolean skipTests;

    @Parameter(defaultValue = "${maven.test.skip}", readonly = true)
    private boolean testSkip;

    /**
     * Build even if the packages in packagesDirectory are up to date: built by you of the same source package, with
     * the same choice of tests and the same software installed.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.forceCreation", defaultValue = "false")
    private boolean forceCreation;

    /**
     * Keep the build tree, for a look at what went wrong.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.keepWork", defaultValue = "false")
    private boolean keepWork;

    /**
     * Attach the results to the project.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.attach", defaultValue = "true")
    private boolean attach;

    /**
     * The classifier of the main package, the .changes and the .buildinfo; the other packages get it before their names, as in
     * {@code bookworm-hhvm-dev}. For a second execution in one project, which needs directories of its own, too.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.classifier")
    private @Nullable String classifier;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    private MavenProject project;

    private final MavenProjectHelper artifacts;

    @Inject
    public BuildPackagesMojo(MavenProjectHelper artifacts) {
        this.artifacts = artifacts;
    }

    @Override
    void run(Progress progress) throws HhvmDebException {
        PackageName main = PackageName.parse(mainPackage);
        Optional<Attachments> attachments = attachments();
        BuiltPackages built = build(forceCreation ? BuildWhen.ALWAYS : BuildWhen.CHANGED, main, progress);
        if (attachments.isPresent()) {
            attach(built, main, attachments.get());
        }
        for (BuiltPackage each : built.packages()) {
            getLog().info((built.upToDate() ? "took " : "built ") + each.file());
        }
        built.schema().ifPresent(s -> getLog().info(main + " provides " + s.packageName()));
    }

    @Override
    void skipped(String by, Progress progress) throws HhvmDebException {
        Optional<Attachments> attachments = attachments();
        if (attachments.isEmpty()) {
            return;
        }
        if (dsc == null && project.getContextValue(BuildSourceMojo.BUILT) == null) {
            nothingAttached(
                    by,
                    "build-source was not run, so that nothing tells whether the packages are up to date",
                    attachments.get().isMain());
            return;
        }
        PackageName main = PackageName.parse(mainPackage);
        try {
            BuiltPackages there = build(BuildWhen.NEVER, main, progress);
            attach(there, main, attachments.get());
            there.packages().forEach(p -> getLog().info("took " + p.file()));
        } catch (HhvmDebException e) {
            // Whatever it is, a goal that is skipped fails only where a later phase needs what it makes.
            nothingAttached(
                    by, String.valueOf(e.getMessage()), attachments.get().isMain());
        }
    }

    private Optional<Attachments> attachments() throws InputException {
        return attach
                ? Optional.of(Attachments.of(project, artifacts, execution(), "hhvm-deb", classifier))
                : Optional.empty();
    }

    private BuiltPackages build(BuildWhen when, PackageName main, Progress progress) throws HhvmDebException {
        LocalProcesses programs = new LocalProcesses();
        boolean tests = packageTests && !skipTests && !testSkip;
        BuildOptions options =
                new BuildOptions(jobs > 0 ? jobs : Runtime.getRuntime().availableProcessors(), tests, keepWork);
        BuildPackagesRequest request = BuildPackagesRequest.of(sourceControl(), directory(packagesDirectory))
                .withMainPackage(Optional.of(main))
                .with(options)
                .when(when);
        return new BuildPackages(new LocalBuilder(programs, searchPath()), programs).run(request, progress);
    }

    private Path sourceControl() throws HhvmDebException {
        return dsc != null
                ? dsc.toPath()
                : OnlyFile.in(directory(sourceDirectory), ".dsc", "build-source", "hhvm.cache.dsc");
    }

    private static void attach(BuiltPackages built, PackageName main, Attachments attachments) {
        for (BuiltPackage each : built.packages()) {
            if (each.name().equals(main)) {
                attachments.main(each.file());
            } else {
                attachments.other(each.name().text(), each.file());
            }
        }
        attachments.about(built.changes());
        attachments.about(built.buildinfo());
    }
}
