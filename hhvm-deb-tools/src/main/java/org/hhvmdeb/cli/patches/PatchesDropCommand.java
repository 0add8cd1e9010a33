package org.hhvmdeb.cli.patches;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.options.PackagingOptions;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.patch.edit.ChangeSeries;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "drop",
        mixinStandardHelpOptions = true,
        description = "Takes a patch out of the series and deletes its file; comments and sections stay.")
public final class PatchesDropCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "PATCH", description = "As the series names it.")
    @SuppressWarnings("NullAway.Init")
    private String patch;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DIR",
            description = "The unpacked source. Default: where you are")
    private @Nullable Path tree;

    @Option(names = "--debian", paramLabel = "DIR", description = "The packaging. Default: debian in the source")
    private @Nullable Path debian;

    @Option(names = "--keep-file", description = "Leave the file where it is.")
    private boolean keepFile;

    public PatchesDropCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        String name = new ChangeSeries(PackagingOptions.debian(debian, tree)).drop(patch, keepFile);
        console.out().println(name + " is no longer in the series");
        return 0;
    }
}
