package org.hhvmdeb.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.patch.ChangeSeries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "drop",
        mixinStandardHelpOptions = true,
        description = "Takes a patch out of the series and deletes its file; comments and sections stay.")
final class PatchesDropCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "PATCH", description = "As the series names it.")
    @SuppressWarnings("NullAway.Init")
    private String patch;

    @Option(
            names = "--debian",
            paramLabel = "DIR",
            defaultValue = "debian",
            description = "The packaging. Default: debian")
    @SuppressWarnings("NullAway.Init")
    private Path debian;

    @Option(names = "--keep-file", description = "Leave the file where it is.")
    private boolean keepFile;

    PatchesDropCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        new ChangeSeries(debian).drop(patch, keepFile);
        console.out().println(patch + " is no longer in the series");
        return 0;
    }
}
