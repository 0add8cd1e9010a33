package org.hhvmdeb.upstream.commit;

import java.io.IOException;
import java.nio.file.Path;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.ProcessRunner;
import org.hhvmdeb.upstream.packaging.PackagingRepository;
import org.hhvmdeb.upstream.worktree.WorkTreeUpdate;

/**
 * Finishes what a run of {@link CommitUpstream} left undone that was killed. To be called before the packaging is read: its
 * {@code debian/changelog} may be half written.
 */
public final class FinishCommit {

    private final ProcessRunner programs;

    /**
     * Sets the step up.
     *
     * @param programs runs git
     */
    public FinishCommit(ProcessRunner programs) {
        this.programs = programs;
    }

    /**
     * Removes the locks of the killed run and writes the files that are missing; nothing happens where nothing was left.
     *
     * @throws org.hhvmdeb.notice.InputException when there is no repository, or somebody has changed the files since
     * @throws ExternalException when the files cannot be written, or another program works on the repository
     */
    public void run(Path repository, Progress progress) throws HhvmDebException {
        try (PackagingRepository packaging = PackagingRepository.open(repository, progress)) {
            new WorkTreeUpdate(packaging, programs).recover(progress);
        } catch (IOException e) {
            throw ExternalException.during("finishing what an earlier run left in " + repository, e);
        }
    }
}
