package org.hhvmdeb.hhbc.compile;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.hhvmdeb.hhbc.inspect.RepoMode;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.notice.InputException;

/**
 * A site to compile.
 *
 * @param tree its PHP
 * @param hhvm the hhvm that compiles, which is to be the one that runs it
 * @param program the site's name in file names: letters, digits and {@code . _ + -}
 * @param layout how HHVM is going to use the result
 * @param options further words for hhvm's command line, such as {@code -vEnableHipHopSyntax=true}; every option that
 *     HHVM mixes into its hashes has to be given as the servers have it
 * @param tolerant whether PHP that does not parse is a warning. HHVM compiles it into a unit that fails when it runs
 * @param limits how much of the machine hhvm may take
 * @param output the directory that is written as a whole
 * @param log the file that keeps what hhvm prints, also when it fails
 * @param always whether it is compiled even if the repository in the output directory is up to date
 */
public record CompileRequest(
        PhpTree tree,
        HhvmSource hhvm,
        String program,
        RepoMode layout,
        List<String> options,
        boolean tolerant,
        CompileLimits limits,
        Path output,
        Path log,
        boolean always) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,63}");

    public CompileRequest {
        options = List.copyOf(options);
    }

    /** The usual: the local layout, no further options, strict, no limits, the log beside the output directory. */
    public static CompileRequest of(PhpTree tree, HhvmSource hhvm, String program, Path output) {
        Path log = output.toAbsolutePath().resolveSibling(output.getFileName() + ".log");
        return new CompileRequest(
                tree, hhvm, program, RepoMode.LOCAL, List.of(), false, CompileLimits.NONE, output, log, false);
    }

    public CompileRequest withLayout(RepoMode newLayout) {
        return new CompileRequest(tree, hhvm, program, newLayout, options, tolerant, limits, output, log, always);
    }

    public CompileRequest withOptions(List<String> newOptions) {
        return new CompileRequest(tree, hhvm, program, layout, newOptions, tolerant, limits, output, log, always);
    }

    public CompileRequest withTolerance(boolean newTolerant) {
        return new CompileRequest(tree, hhvm, program, layout, options, newTolerant, limits, output, log, always);
    }

    public CompileRequest withLimits(CompileLimits newLimits) {
        return new CompileRequest(tree, hhvm, program, layout, options, tolerant, newLimits, output, log, always);
    }

    public CompileRequest withLog(Path newLog) {
        return new CompileRequest(tree, hhvm, program, layout, options, tolerant, limits, output, newLog, always);
    }

    public CompileRequest inAnyCase(boolean newAlways) {
        return new CompileRequest(tree, hhvm, program, layout, options, tolerant, limits, output, log, newAlways);
    }

    public static void checkName(String program) throws InputException {
        if (!NAME.matcher(program).matches()) {
            throw new InputException("\"" + program + "\" cannot be the program's name: expected at most 64 letters,"
                    + " digits and . _ + -, the first a letter or digit");
        }
    }
}
