package org.hhvmdeb.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.Set;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.check.CheckPatchesRequest;
import org.hhvmdeb.patch.refresh.RefreshPatches;
import org.hhvmdeb.patch.refresh.RefreshPatchesRequest;
import org.hhvmdeb.patch.refresh.RefreshedPatch;
import org.hhvmdeb.patch.refresh.RefreshedPatches;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites patches that apply only with offsets, or with the fuzz that is allowed, so that they apply exactly; the others keep every byte. Not
 * bound to a phase, as it changes the packaging.
 *
 * @since 0.1.0
 */
@Mojo(name = "refresh-patches", threadSafe = true, requiresProject = false)
public final class RefreshPatchesMojo extends StepMojo {

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

    /**
     * Write patches that apply exactly again, too, so that all have one style.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.normalize", defaultValue = "false")
    private boolean normalize;

    /**
     * How many lines of context may differ; quilt allows 2, dpkg-source none. The goal names the patches that needed
     * it.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.fuzz", defaultValue = "0")
    private int fuzz;

    @Override
    void run(Progress progress) throws HhvmDebException {
        if (fuzz < 0) {
            throw new InputException("hhvm.cache.fuzz is " + fuzz + "; it is a number of lines, 0 or more");
        }
        Path orig = new OrigTarballChoice(origTarball, directory(upstreamDirectory)).forPackaging(debianDirectory);
        RefreshPatchesRequest request = new RefreshPatchesRequest(
                CheckPatchesRequest.againstOrig(debianDirectory.toPath(), orig), Set.of(), normalize, fuzz);
        RefreshedPatches refreshed = new RefreshPatches().run(request, progress).orFail();
        refreshed.findings().forEach(f -> getLog().warn(f.toString()));
        refreshed.patches().stream()
                .filter(p -> p.state() == RefreshedPatch.State.REFRESHED)
                .forEach(p -> getLog().info("refreshed " + p.describe()));
        getLog().info(refreshed.summary());
    }
}
