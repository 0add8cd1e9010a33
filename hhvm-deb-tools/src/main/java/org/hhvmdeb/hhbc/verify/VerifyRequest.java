package org.hhvmdeb.hhbc.verify;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.hhbc.compile.PhpTree;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.hhvm.RepoSchema;

/**
 * What is to be verified against what.
 *
 * @param file a repository, or a cache .deb, whose Depends is then a reading too
 * @param hhvm the hhvm it is for; empty: not at hand
 * @param run whether that hhvm may be run to ask it, too; else only its file and package are read, unless it compiles
 * @param expected the schema it must have; empty: whatever the others say
 * @param source the tree it should have been compiled from; empty: not compared
 * @param recompile whether the tree is compiled again with the hhvm, and the hash and the bytecode of every file compared: the
 *     exact check, and as slow as the first compilation
 * @param options the words for hhvm that the repository was compiled with, said again; empty: those that its build
 *     information has, if a run of this user wrote it
 */
public record VerifyRequest(
        Path file,
        Optional<HhvmSource> hhvm,
        boolean run,
        Optional<RepoSchema> expected,
        Optional<PhpTree> source,
        boolean recompile,
        List<String> options) {

    public VerifyRequest {
        options = List.copyOf(options);
    }

    public static VerifyRequest of(Path file) {
        return new VerifyRequest(file, Optional.empty(), false, Optional.empty(), Optional.empty(), false, List.of());
    }

    public VerifyRequest against(HhvmSource newHhvm) {
        return new VerifyRequest(file, Optional.of(newHhvm), run, expected, source, recompile, options);
    }

    /** Whether the hhvm may be run to ask it. */
    public VerifyRequest running(boolean newRun) {
        return new VerifyRequest(file, hhvm, newRun, expected, source, recompile, options);
    }

    public VerifyRequest expecting(RepoSchema newExpected) {
        return new VerifyRequest(file, hhvm, run, Optional.of(newExpected), source, recompile, options);
    }

    public VerifyRequest compiledFrom(PhpTree newSource) {
        return new VerifyRequest(file, hhvm, run, expected, Optional.of(newSource), recompile, options);
    }

    public VerifyRequest recompiling(boolean newRecompile) {
        return new VerifyRequest(file, hhvm, run, expected, source, newRecompile, options);
    }

    public VerifyRequest withOptions(List<String> newOptions) {
        return new VerifyRequest(file, hhvm, run, expected, source, recompile, newOptions);
    }
}
