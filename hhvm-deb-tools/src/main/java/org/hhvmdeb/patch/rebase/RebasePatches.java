package org.hhvmdeb.patch.rebase;

import java.io.IOException;
import java.util.Optional;
import org.hhvmdeb.debian.DebianDirectory;
import org.hhvmdeb.debian.PackagingFiles;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;

/**
 * Takes a series from one upstream tag to another, without a checkout of either. What applies exactly keeps its bytes, what
 * has moved is refreshed, what upstream has is taken out of the series with the commit noted, and what upstream has changed
 * otherwise is merged. A conflict waits in a directory of its own for {@link ContinueRebase} or {@link AbortRebase}; until
 * all is through, nothing in debian changes, and then all of it does at once.
 */
public final class RebasePatches {

    /**
     * Rebases.
     *
     * @return what became of each patch, also when a conflict stopped it
     * @throws InputException when a rebase is in progress already, or a tag, series or patch is not there
     */
    public RebasedPatches run(RebasePatchesRequest request, Progress progress) throws HhvmDebException {
        DebianDirectory.require(request.debian());
        return new RebaseRun(request, ready(request)).run(Optional.empty(), progress);
    }

    private static RebaseWork ready(RebasePatchesRequest request) throws HhvmDebException {
        try {
            PackagingFiles.requireNothingBeside(request.packaging());
            RebaseWork work = new RebaseWork(request.packaging());
            if (request.dryRun()) {
                PackagingFiles.requireNothingPending(request.debian());
            } else {
                PackagingFiles.recover(request.debian());
                work.recover();
            }
            if (work.waiting().isPresent() && !request.dryRun()) {
                throw new InputException("a rebase is in progress, see "
                        + work.root().resolve("README") + "; go on with --continue or give it up with --abort");
            }
            return work;
        } catch (IOException e) {
            throw ExternalException.during("finishing what was begun in " + request.packaging(), e);
        }
    }
}
