package org.hhvmdeb.cli.cache;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.options.FormatOption;
import org.hhvmdeb.hhbc.rebuild.RebuildRepo;
import org.hhvmdeb.hhbc.rebuild.RebuildRequest;
import org.hhvmdeb.hhbc.rebuild.RebuiltRepo;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        description =
                "Writes a bytecode repository on the pages of an older one, so that little has to be moved to where that is.")
public final class CacheRebuildCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "NEW", description = "The .hhbc whose content is written.")
    @SuppressWarnings("NullAway.Init")
    private Path repo;

    @Option(names = "--base", required = true, paramLabel = "OLD", description = "The .hhbc that the servers have.")
    @SuppressWarnings("NullAway.Init")
    private Path base;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FILE",
            description = "The file to write, neither NEW nor OLD; - is standard output.")
    @SuppressWarnings("NullAway.Init")
    private OutputFile output;

    @Option(
            names = "--max-free",
            paramLabel = "PERCENT",
            description = "Warn when so much of the file holds nothing, 0 to 100. Default: ${DEFAULT-VALUE}")
    private int mostFree = RebuildRequest.DEFAULT_MOST_FREE;

    @Mixin
    private final FormatOption format = new FormatOption();

    public CacheRebuildCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        if (mostFree < 0 || mostFree > 100) {
            throw new InputException("--max-free is a share in percent, from 0 to 100, and not " + mostFree);
        }
        RebuiltRepo rebuilt =
                new RebuildRepo().run(RebuildRequest.of(base, repo, output).withMostFree(mostFree), console.progress());
        format.write(console, RebuiltRepoJson.of(rebuilt), () -> {
            console.progress().note(rebuilt.summary());
            console.out().println(rebuilt.file());
        });
        return 0;
    }
}
