package org.hhvmdeb.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.Set;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.CheckPatchesRequest;
import org.hhvmdeb.patch.RefreshPatches;
import org.hhvmdeb.patch.RefreshPatchesRequest;
import org.hhvmdeb.patch.RefreshedPatches;
import org.jspecify.annotations.Nullable;

/**
 * Writes patches anew that apply only with offsets or fuzz, so that they apply exactly; the others keep every byte. Not
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
     * Write patches that apply exactly anew, too, so that all have one style.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.normalize", defaultValue = "false")
    private boolean normalize;

    @Override
    void run(Progress progress) throws HhvmDebException {
        Path orig = new OrigTarballChoice(origTarball, directory(upstreamDirectory)).forPackaging(debianDirectory);
        RefreshPatchesRequest request = new RefreshPatchesRequest(
                CheckPatchesRequest.againstOrig(debianDirectory.toPath(), orig),
                Set.of(),
                normalize,
                RefreshPatchesRequest.QUILT_FUZZ);
        RefreshedPatches refreshed = new RefreshPatches().run(request, progress).orFail();
        refreshed.findings().forEach(f -> getLog().warn(f.toString()));
        getLog().info(refreshed.summary());
    }
}
