package org.hhvmdeb.cli.cache;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.hhbc.canonicalise.CanonicaliseRepo;
import org.hhvmdeb.hhbc.canonicalise.CanonicalisedRepo;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.notice.HhvmDebException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "canonicalise",
        mixinStandardHelpOptions = true,
        description = "Rewrites a bytecode repository so that equal content is equal bytes.")
public final class CacheCanonicaliseCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "The .hhbc.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FILE",
            description = "The file to write; - is standard output.")
    @SuppressWarnings("NullAway.Init")
    private OutputFile output;

    public CacheCanonicaliseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        CanonicalisedRepo canonical = new CanonicaliseRepo().run(file, output, console.progress());
        console.progress().note(canonical.summary());
        console.out().println(canonical.file());
        return 0;
    }
}
