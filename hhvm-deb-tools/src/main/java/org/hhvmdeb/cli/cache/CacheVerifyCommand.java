package org.hhvmdeb.cli.cache;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.options.FormatOption;
import org.hhvmdeb.cli.options.HhvmOption;
import org.hhvmdeb.cli.options.RunOption;
import org.hhvmdeb.hhbc.compile.PhpTree;
import org.hhvmdeb.hhbc.verify.VerifiedRepo;
import org.hhvmdeb.hhbc.verify.VerifyRepo;
import org.hhvmdeb.hhbc.verify.VerifyRequest;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Checks that a bytecode repository, or the one in a cache .deb, is sound, and of the schema of its hhvm: of the"
                    + " one named, or else of the schema named, or else of the hhvm on PATH. Where there is none it says that"
                    + " it compared with none.",
            "Reads the hhvm and its package; runs nothing of them, unless with --run or --recompile."
        })
public final class CacheVerifyCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "A .hhbc, or a cache .deb.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Mixin
    private final HhvmOption hhvm = new HhvmOption();

    @Mixin
    private final RunOption run = new RunOption();

    @Option(names = "--schema", paramLabel = "ID", description = "The schema it must have.")
    private @Nullable String schema;

    @Option(names = "--source", paramLabel = "DIR", description = "The PHP it should have been compiled from.")
    private @Nullable Path source;

    @Option(names = "--include", paramLabel = "GLOB", description = "As for compile.")
    private List<String> includes = List.of();

    @Option(names = "--exclude", paramLabel = "GLOB", description = "As for compile.")
    private List<String> excludes = List.of();

    @Option(
            names = "--recompile",
            description =
                    "Compile the source again with --hhvm, and compare the hash and the bytecode of every file, as"
                            + " diff does; in which order and under which numbers they stand does not count. In a whole-program"
                            + " build (authoritative layout) hhvm itself may make a difference, as it numbers what units share in"
                            + " the order in which its threads end.")
    private boolean recompile;

    @Option(
            names = "--option",
            paramLabel = "WORD",
            description =
                    "For --recompile, what was said to compile. Default: what the .json beside the repository says,"
                            + " if a run of yours wrote it.")
    private List<String> options = List.of();

    @Mixin
    private final FormatOption format = new FormatOption();

    public CacheVerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        VerifyRequest request = VerifyRequest.of(file).running(run.allowed());
        Optional<HhvmSource> compared = schema == null || recompile ? hhvm.found(console.path()) : hhvm.named();
        if (compared.isPresent()) {
            request = request.against(compared.get());
        } else if (run.allowed()) {
            throw new InputException("there is no hhvm to run; name it with --hhvm");
        }
        if (schema != null) {
            request = request.expecting(RepoSchema.parse(schema));
        }
        if (!recompile && !options.isEmpty()) {
            throw new InputException("--option is for the hhvm that compiles again; say --recompile, too");
        }
        if (source != null) {
            request = request.compiledFrom(new PhpTree(source, includes, excludes))
                    .recompiling(recompile)
                    .withOptions(options);
        } else if (recompile || !includes.isEmpty() || !excludes.isEmpty()) {
            throw new InputException("--include, --exclude and --recompile are about the PHP; name it with --source");
        }
        VerifiedRepo verified = new VerifyRepo(console.programs()).run(request, console.progress());
        format.write(console, VerifiedRepoJson.of(verified, compared), () -> report(verified, compared));
        return 0;
    }

    private void report(VerifiedRepo verified, Optional<HhvmSource> compared) {
        verified.readings().forEach(r -> console.out().println(r));
        console.out()
                .println(verified.file() + " is sound and of schema "
                        + verified.schema().id()
                        + compared.map(h -> ", that of " + h)
                                .orElse(
                                        schema == null
                                                ? "; there is no hhvm on PATH, so it was compared with none"
                                                : "")
                        + (source == null
                                ? ""
                                : ", and holds the files of " + source
                                        + (recompile ? " and the bytecode that hhvm makes of them" : "")));
    }
}
