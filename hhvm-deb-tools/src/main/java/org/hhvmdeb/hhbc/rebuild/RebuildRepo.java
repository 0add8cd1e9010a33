package org.hhvmdeb.hhbc.rebuild;

import java.io.IOException;
import java.nio.file.Files;
import org.hhvmdeb.hhbc.replace.ReplacedRepo;
import org.hhvmdeb.hhbc.replace.RewriteGuard;
import org.hhvmdeb.io.output.InputPlaces;
import org.hhvmdeb.io.staging.StagedFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;

/**
 * Writes a repository so that it differs as little as can be from the one the servers have: exactly the content of the new one,
 * on the pages of the old one. Two runs on the same files write the same bytes.
 */
public final class RebuildRepo {

    /** Below this share of kept units a delta costs more than it saves. */
    private static final int WORTHWHILE = 50;

    /**
     * Rebuilds.
     *
     * @throws InputException when one of the files is no SQLite repository, or they have no schema in common
     * @throws ExternalException when a file cannot be read or written, or the result does not hold what it should
     */
    public RebuiltRepo run(RebuildRequest request, Progress progress) throws HhvmDebException {
        RewriteGuard.requireAtRest(request.base());
        RewriteGuard.requireAtRest(request.repo());
        ReplacedRepo replaced = ReplacedRepo.of(request.output(), progress).requireNobodyElses();
        request.output().apartFrom(InputPlaces.of(request.base()));
        try (StagedFile staged = request.output().stage()) {
            StableLayout layout = new StableRepo(request.base(), request.repo(), progress)
                    .write(staged.path(), request.output().path());
            staged.setPermissions(Files.getPosixFilePermissions(request.repo()));
            PageDifference difference = PageDifference.between(request.base(), staged.path());
            replaced.requireStillReplaceable();
            staged.commit();
            advise(request, layout, progress);
            return new RebuiltRepo(request.output().path(), layout, difference);
        } catch (IOException e) {
            throw request.output().failure(e);
        }
    }

    private static void advise(RebuildRequest request, StableLayout layout, Progress progress) {
        if (layout.keptPercent() < WORTHWHILE) {
            progress.warn("only " + layout.kept() + " of " + layout.units() + " units are the same in " + request.base()
                    + (layout.numbersCount()
                            ? ": a whole-program build of this HHVM keeps unit numbers in its autoload map, so units must"
                                    + " stay where the new build put them (compile with one thread to keep them)"
                            : "")
                    + "; a delta saves little, ship the repository as a whole");
        }
        if (layout.freePercent() >= request.mostFree()) {
            progress.warn(layout.freePercent() + " % of " + request.output() + " hold nothing, after many deltas; begin"
                    + " again with: hhvm-deb cache canonicalise " + request.repo() + " --output FILE");
        }
    }
}
