package org.hhvmdeb.maven;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.CheckPatches;
import org.hhvmdeb.patch.CheckPatchesRequest;
import org.hhvmdeb.patch.PatchReport;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the patch series applies as dpkg-source will apply it, without unpacking anything. A patch that does not
 * apply is reported with the file, the hunk and the lines that differ.
 *
 * @since 0.1.0
 */
@Mojo(name = "check-patches", defaultPhase = LifecyclePhase.PROCESS_SOURCES, threadSafe = true, requiresProject = false)
public final class CheckPatchesMojo extends StepMojo {

    /**
     * The packaging, with patches/series in it.
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

    @Override
    void run(Progress progress) throws HhvmDebException {
        Path orig = new OrigTarballChoice(origTarball, directory(upstreamDirectory)).forPackaging(debianDirectory);
        PatchReport report = new CheckPatches()
                .run(CheckPatchesRequest.againstOrig(debianDirectory.toPath(), orig), progress)
                .orFail();
        report.findings().forEach(f -> getLog().warn(f.toString()));
        getLog().info(report.summary());
    }
}
