package org.hhvmdeb.maven;

import java.io.File;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.apply.UnapplyPatches;
import org.hhvmdeb.patch.apply.UnapplyPatchesRequest;
import org.jspecify.annotations.Nullable;

/**
 * Unapplies the patches that apply-patches, dpkg-source or quilt applied to an unpacked source: all of them or nothing.
 *
 * @since 0.1.0
 */
@Mojo(name = "unapply-patches", threadSafe = true, requiresProject = false)
public final class UnapplyPatchesMojo extends StepMojo {

    /**
     * The unpacked source with debian and .pc in it.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.unpackedSource", defaultValue = "${basedir}", required = true)
    @SuppressWarnings("NullAway.Init")
    private File unpackedSource;

    /**
     * The patch that stays as the last one applied; by default none stays.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.topPatch")
    private @Nullable String topPatch;

    /**
     * Restore the backups even where patched files were changed since; these changes are lost.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.forceUnapply", defaultValue = "false")
    private boolean forceUnapply;

    @Override
    void run(Progress progress) throws HhvmDebException {
        UnapplyPatchesRequest request = UnapplyPatchesRequest.of(unpackedSource.toPath());
        request = topPatch == null ? request : request.downTo(topPatch);
        request = forceUnapply ? request.forced() : request;
        getLog().info(new UnapplyPatches().run(request, progress).orFail().summary());
    }
}
