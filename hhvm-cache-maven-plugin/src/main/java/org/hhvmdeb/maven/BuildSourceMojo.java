package org.hhvmdeb.maven;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.LocalProcesses;
import org.hhvmdeb.source.BuildSource;
import org.hhvmdeb.source.BuildSourceRequest;
import org.hhvmdeb.source.SourcePackage;
import org.jspecify.annotations.Nullable;

/**
 * Builds the source package (.dsc) of the orig tarball and the packaging, with dpkg-source.
 *
 * @since 0.1.0
 */
@Mojo(name = "build-source", defaultPhase = LifecyclePhase.COMPILE, threadSafe = true, requiresProject = false)
public final class BuildSourceMojo extends StepMojo {

    /** The project knows by this which source package is of this run. */
    static final String BUILT = "org.hhvmdeb.dsc";

    /**
     * The packaging.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.debianDirectory", defaultValue = "${basedir}/debian", required = true)
    @SuppressWarnings("NullAway.Init")
    private File debianDirectory;

    /**
     * Where import-upstream left the tarball.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.upstreamDirectory", defaultValue = "${project.build.directory}/upstream")
    @SuppressWarnings("NullAway.Init")
    private File upstreamDirectory;

    /**
     * The orig tarball; by default the one in upstreamDirectory that debian/changelog asks for.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.origTarball")
    private @Nullable File origTarball;

    /**
     * Where the source package goes; the directory is replaced as a whole.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.sourceDirectory", defaultValue = "${project.build.directory}/source")
    @SuppressWarnings("NullAway.Init")
    private File sourceDirectory;

    /**
     * Unpack the result once with {@code dpkg-source -x}, as everybody who gets it will.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.verifySource", defaultValue = "true")
    private boolean verifySource;

    @Override
    void run(Progress progress) throws HhvmDebException {
        Path orig = new OrigTarballChoice(origTarball, directory(upstreamDirectory)).forPackaging(debianDirectory);
        BuildSourceRequest request = BuildSourceRequest.of(orig, debianDirectory.toPath(), directory(sourceDirectory));
        if (sourceDateEpoch().isPresent()) {
            request = request.at(sourceDateEpoch().get());
        }
        SourcePackage source = new BuildSource(new LocalProcesses(), searchPath())
                .run(verifySource ? request.verified() : request, progress);
        session().getCurrentProject().setContextValue(BUILT, source.dsc().toString());
        getLog().info(source.name() + " " + source.version() + " is " + source.dsc());
    }
}
