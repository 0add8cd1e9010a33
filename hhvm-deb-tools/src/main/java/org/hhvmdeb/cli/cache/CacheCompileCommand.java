package org.hhvmdeb.cli.cache;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.options.HhvmOption;
import org.hhvmdeb.hhbc.compile.CompileLimits;
import org.hhvmdeb.hhbc.compile.CompileRepo;
import org.hhvmdeb.hhbc.compile.CompileRequest;
import org.hhvmdeb.hhbc.compile.CompiledRepo;
import org.hhvmdeb.hhbc.compile.PhpTree;
import org.hhvmdeb.hhbc.inspect.RepoMode;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "compile",
        mixinStandardHelpOptions = true,
        description = "Compiles a PHP tree to a bytecode repository, complete and of the hhvm's schema.")
public final class CacheCompileCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "DIR", description = "The site's PHP.")
    @SuppressWarnings("NullAway.Init")
    private Path tree;

    @Mixin
    private final HhvmOption hhvm = new HhvmOption();

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "The file is NAME.SCHEMA.hhbc.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "Replaced as a whole.")
    @SuppressWarnings("NullAway.Init")
    private Path output;

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            defaultValue = "local",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private RepoMode layout;

    @Option(names = "--include", paramLabel = "GLOB", description = "Default: *.php, *.inc, *.phtml and *.hh anywhere.")
    private List<String> includes = PhpTree.DEFAULT_INCLUDES;

    @Option(names = "--exclude", paramLabel = "GLOB", description = "Leave these files out.")
    private List<String> excludes = List.of();

    @Option(names = "--option", paramLabel = "WORD", description = "A further word for hhvm, as the servers have it.")
    private List<String> options = List.of();

    @Option(names = "--tolerant", description = "PHP that does not parse is a warning.")
    private boolean tolerant;

    @Option(
            names = "--force",
            description =
                    "Compile even if the repository in the output directory is up to date: made by you of the same"
                            + " files, with the same hhvm package and options.")
    private boolean force;

    @Option(names = "--jobs", paramLabel = "N", description = "Threads of hhvm. Default: the number of processors")
    private @Nullable Integer jobs;

    @Option(
            names = "--memory",
            defaultValue = "",
            paramLabel = "SIZE",
            description = "Stop hhvm when it takes more, as in 4G. Default: no limit")
    @SuppressWarnings("NullAway.Init")
    private String memory;

    @Option(names = "--timeout", paramLabel = "MINUTES", description = "Stop hhvm after so long. Default: a day")
    private @Nullable Long timeout;

    public CacheCompileCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        if ((jobs != null && jobs < 1) || (timeout != null && timeout < 1)) {
            throw new InputException("--jobs and --timeout are at least 1; leave them out for the default");
        }
        CompileRequest request = CompileRequest.of(
                        new PhpTree(tree, includes, excludes), hhvm.required(console.path()), name, output)
                .withLayout(layout)
                .withOptions(options)
                .withTolerance(tolerant)
                .inAnyCase(force)
                .withLimits(CompileLimits.parse(jobs == null ? 0 : jobs, memory, timeout == null ? 0 : timeout));
        CompiledRepo repo = new CompileRepo(console.programs()).run(request, console.progress());
        if (!repo.upToDate()) {
            console.progress()
                    .note(HumanUnits.count(repo.files(), "file") + " compiled for schema "
                            + repo.schema().id());
        }
        console.out().println(repo.file());
        console.out().println(repo.buildInfo());
        return 0;
    }
}
