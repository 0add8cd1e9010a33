package org.hhvmdeb.cli.cache;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.options.Format;
import org.hhvmdeb.hhbc.rebuild.RebuildRepo;
import org.hhvmdeb.hhbc.rebuild.RebuildRequest;
import org.hhvmdeb.hhbc.rebuild.RebuiltRepo;
import org.hhvmdeb.io.Json;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import picocli.CommandLine.Command;
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

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = Format.HELP)
    @SuppressWarnings("NullAway.Init")
    private Format format;

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
        if (format == Format.json) {
            console.out().println(Json.of(json(rebuilt)));
        } else {
            console.progress().note(rebuilt.summary());
            console.out().println(rebuilt.file());
        }
        return 0;
    }

    private static Map<String, Object> json(RebuiltRepo rebuilt) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("file", rebuilt.file());
        described.put("units", rebuilt.layout().units());
        described.put("kept", rebuilt.layout().kept());
        described.put("pages", rebuilt.layout().pages());
        described.put("freePages", rebuilt.layout().freePages());
        described.put("blocks", rebuilt.difference().blocks());
        described.put("differentBlocks", rebuilt.difference().different());
        return described;
    }
}
