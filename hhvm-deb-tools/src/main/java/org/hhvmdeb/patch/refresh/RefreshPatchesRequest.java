package org.hhvmdeb.patch.refresh;

import java.util.Set;
import org.hhvmdeb.patch.check.CheckPatchesRequest;

/**
 * What to refresh.
 *
 * @param series the series, and the upstream tree it is for
 * @param only the patches to write again where they need it, as the series names them; empty for all of them
 * @param normalize whether patches that apply exactly are rewritten, too, so that all have one style
 * @param fuzz how many lines of context may differ, for patches that quilt applies and dpkg-source does not; 0 to 2 as a
 *     rule
 */
public record RefreshPatchesRequest(CheckPatchesRequest series, Set<String> only, boolean normalize, int fuzz) {

    public RefreshPatchesRequest {
        only = Set.copyOf(only);
        if (fuzz < 0) {
            throw new IllegalArgumentException("fuzz " + fuzz);
        }
    }

    /** Refreshes the whole series, without fuzz. */
    public static RefreshPatchesRequest of(CheckPatchesRequest series) {
        return new RefreshPatchesRequest(series, Set.of(), false, 0);
    }

    boolean covers(String patch) {
        return only.isEmpty() || only.contains(patch);
    }
}
