package org.hhvmdeb.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.patch.ChangeSeries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rename",
        mixinStandardHelpOptions = true,
        description = "Gives a patch another name, in the series and on the disk.")
final class PatchesRenameCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "PATCH", description = "As the series names it.")
    @SuppressWarnings("NullAway.Init")
    private String patch;

    @Parameters(index = "1", paramLabel = "NAME", description = "Its new name below debian/patches.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Option(
            names = "--debian",
            paramLabel = "DIR",
            defaultValue = "debian",
            description = "The packaging. Default: debian")
    @SuppressWarnings("NullAway.Init")
    private Path debian;

    PatchesRenameCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        new ChangeSeries(debian).rename(patch, name);
        console.out().println(patch + " is now " + name);
        return 0;
    }
}
