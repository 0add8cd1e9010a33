package org.hhvmdeb.patch;

import java.io.IOException;
import java.nio.file.Path;
import org.hhvmdeb.io.FileBatch;
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
        RebaseWork work = new RebaseWork(packaging);
        try {
            FileBatch.recover(packaging);
            boolean waiting = work.isWaiting();
            work.delete();
            if (!waiting) {
                throw new InputException("no rebase is in progress in " + packaging);
            }
        } catch (IOException e) {
            throw ExternalException.during("removing " + work.root(), e);
        }
    }
}
