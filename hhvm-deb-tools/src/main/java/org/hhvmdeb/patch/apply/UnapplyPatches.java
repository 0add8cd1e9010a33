package org.hhvmdeb.patch.apply;

import java.io.IOException;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.stage.TreeChange;

/**
 * Unapplies patches that dpkg-source, quilt or {@link ApplyPatches} applied, with the backups in {@code .pc}; with the
 * last patch {@code .pc} goes as well. Before anything is changed the patches are applied to the backups in memory: where
 * the tree is not what comes out, somebody has changed it since, and it stays as it is.
 */
public final class UnapplyPatches {

    /**
     * Unapplies the patches.
     *
     * @throws InputException when there is no such source, or the wish makes no sense for it
     * @throws ExternalException when something cannot be read or written, or another run is at work in the tree
     */
    public UnappliedPatches run(UnapplyPatchesRequest request, Progress progress) throws HhvmDebException {
        ApplyPatches.requireSource(request.tree());
        try (TreeChange change = TreeChange.begin(request.tree())) {
            SeriesPop pop = SeriesPop.of(request, change);
            UnappliedPatches unapplied = pop.run(progress);
            if (unapplied.passed()) {
                change.commit(pop.tree());
            }
            return unapplied;
        } catch (IOException e) {
            throw ExternalException.during("unapplying the patches of " + request.tree(), e);
        }
    }
}
