package org.hhvmdeb.hhbc.canonicalise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hhvmdeb.hhbc.replace.ReplacedRepo;
import org.hhvmdeb.hhbc.replace.RewriteGuard;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.io.staging.StagedFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;

/** Rewrites a repository so that equal content is equal bytes; see {@link CanonicalRepo}. */
public final class CanonicaliseRepo {

    /**
     * Rewrites.
     *
     * @param output the file to write; may be {@code file} itself when no HHVM uses it
     * @throws InputException when the file is no SQLite repository, or has something in it that no HHVM creates
     * @throws ExternalException when a file cannot be read or written, or the result does not hold what it should
     */
    public CanonicalisedRepo run(Path file, OutputFile output, Progress progress) throws HhvmDebException {
        RewriteGuard.requireAtRest(file);
        ReplacedRepo replaced = ReplacedRepo.of(output, progress).requireNobodyElses();
        try (StagedFile staged = output.stage()) {
            long renumbered = CanonicalRepo.write(file, staged.path(), output.path(), progress);
            staged.setPermissions(Files.getPosixFilePermissions(file));
            long before = Files.size(file);
            CanonicalisedRepo canonical = new CanonicalisedRepo(
                    output.path(), before, Files.size(staged.path()), renumbered, Sha256.of(staged.path()));
            replaced.requireStillReplaceable();
            staged.commit();
            return canonical;
        } catch (IOException e) {
            throw output.failure(e);
        }
    }
}
