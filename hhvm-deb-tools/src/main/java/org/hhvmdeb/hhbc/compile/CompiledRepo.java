package org.hhvmdeb.hhbc.compile;

import java.nio.file.Path;
import java.util.List;
import org.hhvmdeb.hhbc.inspect.RepoMode;
import org.hhvmdeb.hhvm.HhvmIdentity;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.notice.Finding;

/**
 * A site's repository, complete and checked.
 *
 * @param file {@code <program>.<schema>.hhbc}
 * @param schema the one schema in it, that of the hhvm
 * @param hhvm who compiled it
 * @param layout how HHVM is going to use it
 * @param files how many files were given, all of which are in it
 * @param inputs a digest of their names and contents
 * @param digest of the repository
 * @param buildInfo {@code <program>.<schema>.json} beside it: all of this for a machine
 * @param log what hhvm printed
 * @param warnings what should be changed although the repository can be used
 * @param upToDate whether it was there already and nothing was compiled
 */
public record CompiledRepo(
        Path file,
        RepoSchema schema,
        HhvmIdentity hhvm,
        RepoMode layout,
        int files,
        Sha256 inputs,
        Sha256 digest,
        Path buildInfo,
        Path log,
        List<Finding> warnings,
        boolean upToDate) {

    public CompiledRepo {
        warnings = List.copyOf(warnings);
    }
}
