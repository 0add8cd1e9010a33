package org.hhvmdeb.maven;

import java.io.File;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.notice.Severity;
import org.hhvmdeb.patch.apply.AppliedPatches;
import org.hhvmdeb.patch.apply.ApplyPatches;
import org.hhvmdeb.patch.apply.ApplyPatchesRequest;
import org.hhvmdeb.patch.apply.PatchMode;
import org.jspecify.annotations.Nullable;

/**
 * Applies the patch series of an unpacked source with the result of dpkg-source, or of quilt: all of it or nothing.
 *
 * @since 0.1.0
 */
@Mojo(name = "apply-patches", threadSafe = true, requiresProject = false)
public final class ApplyPatchesMojo extends StepMojo {

    /**
     * The unpacked source with debian in it.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.unpackedSource", defaultValue = "${basedir}", required = true)
    @SuppressWarnings("NullAway.Init")
    private File unpackedSource;

    /**
     * The result to produce: STRICT that of dpkg-source, QUILT that of quilt push, with its fuzz and the options of
     * the series.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.patchMode", defaultValue = "STRICT")
    @SuppressWarnings("NullAway.Init")
    private PatchMode patchMode;

    /**
     * The patch to stop after; by default the last of the series.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.lastPatch")
    private @Nullable String lastPatch;

    @Override
    void run(Progress progress) throws HhvmDebException {
        ApplyPatchesRequest request =
                ApplyPatchesRequest.of(unpackedSource.toPath()).in(patchMode);
        AppliedPatches applied = new ApplyPatches()
                .run(lastPatch == null ? request : request.upTo(lastPatch), progress)
                .orFail();
        applied.findings().stream()
                .filter(f -> f.severity() == Severity.WARNING)
                .forEach(f -> getLog().warn(f.toString()));
        getLog().info(applied.summary());
    }
}
