package org.hhvmdeb.patch.apply;

import java.io.IOException;
import java.nio.file.Path;
import org.hhvmdeb.debian.DebianDirectory;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.stage.TreeChange;

/**
 * Applies the patch series of an unpacked source with the result of {@code dpkg-source}, or of {@code quilt push} where
 * that is asked for, books in {@code .pc} included. Where patches are applied already it goes on behind them. It is all or
 * nothing: when a patch fails, or the process is killed, the tree is as it was.
 */
public final class ApplyPatches {

    /**
     * Applies the patches.
     *
     * @throws InputException when there is no such source, or the wish makes no sense for it
     * @throws ExternalException when something cannot be read or written, or another run is at work in the tree
     */
    public AppliedPatches run(ApplyPatchesRequest request, Progress progress) throws HhvmDebException {
        requireSource(request.tree());
        try (TreeChange change = TreeChange.begin(request.tree())) {
            SeriesPush push = SeriesPush.of(request, change);
            AppliedPatches applied = push.run(progress);
            if (applied.passed()) {
                change.commit(push.tree());
            }
            return applied;
        } catch (IOException e) {
            throw ExternalException.during("applying the patches of " + request.tree(), e);
        }
    }

    static void requireSource(Path tree) throws HhvmDebException {
        DebianDirectory.open(tree.resolve("debian"));
    }
}
