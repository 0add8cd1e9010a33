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
        name = "rename",
        mixinStandardHelpOptions = true,
        description = "Gives a patch another name, in the series and on the disk.")
public final class PatchesRenameCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "PATCH", description = "As the series names it.")
    @SuppressWarnings("NullAway.Init")
    private String patch;

    @Parameters(index = "1", paramLabel = "NAME", description = "Its new name below debian/patches.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "DIR",
            description = "The unpacked source. Default: where you are")
    private @Nullable Path tree;

    @Option(names = "--debian", paramLabel = "DIR", description = "The packaging. Default: debian in the source")
    private @Nullable Path debian;

    public PatchesRenameCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        String before = new ChangeSeries(PackagingOptions.debian(debian, tree)).rename(patch, name);
        console.out().println(before + " is now " + name);
        return 0;
    }
}
