package org.hhvmdeb.patch.rebase;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.hhvmdeb.debian.PackagingFiles;
import org.hhvmdeb.debian.PackagingFiles.Rebased;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;

/** Gives up a rebase that waits for conflicts to be resolved. Nothing in debian has changed by then, so nothing is put back. */
public final class AbortRebase {

    /**
     * Gives up.
     *
     * @param packaging the directory that debian is in
     * @throws InputException when no rebase is in progress
     */
    public void run(Path packaging) throws HhvmDebException {
        try {
            PackagingFiles.requireNothingBeside(packaging);
            Optional<Rebased> finished = PackagingFiles.recover(packaging.resolve("debian"));
            RebaseWork work = new RebaseWork(packaging);
            PackagingFiles.between(packaging.resolve("debian"), () -> {
                work.recover();
                if (work.waiting().isEmpty()) {
                    throw new InputException("no rebase is in progress in " + packaging
                            + finished.map(f -> "; it was through, and debian is on " + f.onto() + " now")
                                    .orElse(""));
                }
                work.delete();
            });
        } catch (IOException e) {
            throw ExternalException.during("giving up the rebase in " + packaging, e);
        }
    }
}
