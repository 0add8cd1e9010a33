package org.hhvmdeb.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
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
import org.hhvmdeb.build.BuiltPackage;
import org.hhvmdeb.build.BuiltPackages;
import org.hhvmdeb.build.LocalBuilder;
import org.hhvmdeb.debian.PackageName;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.LocalProcesses;
import org.hhvmdeb.process.SearchPath;
import org.jspecify.annotations.Nullable;

/**
 * Builds the binary packages of the source package on this host, checks that the hhvm package provides the repo schema
 * of the program in it, and attaches the results: the main package as the project's artifact of type {@code deb}, every
 * other .deb with its package name as classifier, the .changes and the .buildinfo.
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
     * Whether HHVM's own tests run.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.packageTests", defaultValue = "true")
    private boolean packageTests;

    /**
     * Whether the tree of the build stays, for a look at what went wrong.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.keepWork", defaultValue = "false")
    private boolean keepWork;

    /**
     * Whether the results are attached to the project.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.attach", defaultValue = "true")
    private boolean attach;

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
        LocalProcesses programs = new LocalProcesses();
        SearchPath path = searchPath();
        PackageName main = PackageName.parse(mainPackage);
        BuildOptions options =
                new BuildOptions(jobs > 0 ? jobs : Runtime.getRuntime().availableProcessors(), packageTests, keepWork);
        BuildPackagesRequest request = BuildPackagesRequest.of(sourceControl(), directory(packagesDirectory))
                .withMainPackage(Optional.of(main))
                .with(options);
        BuiltPackages built = new BuildPackages(new LocalBuilder(programs, path), programs).run(request, progress);
        if (attach) {
            attach(built, main);
        }
        for (BuiltPackage each : built.packages()) {
            getLog().info("built " + each.file());
        }
        built.schema().ifPresent(s -> getLog().info(main + " provides " + s.packageName()));
    }

    private Path sourceControl() throws HhvmDebException {
        return dsc != null
                ? dsc.toPath()
                : OnlyFile.in(directory(sourceDirectory), ".dsc", "build-source", "hhvm.cache.dsc");
    }

    private void attach(BuiltPackages built, PackageName main) {
        for (BuiltPackage each : built.packages()) {
            if (each.name().equals(main) && project.getPackaging().equals("hhvm-deb")) {
                project.getArtifact().setFile(each.file().toFile());
            } else {
                String classifier =
                        each.name().equals(main) ? null : each.name().text();
                artifacts.attachArtifact(project, "deb", classifier, each.file().toFile());
            }
        }
        for (Path file : List.of(built.changes(), built.buildinfo())) {
            String name = file.getFileName().toString();
            artifacts.attachArtifact(project, name.substring(name.lastIndexOf('.') + 1), file.toFile());
        }
    }
}
