package org.hhvmdeb.cli.patches;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.options.PackagingOptions;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.patch.edit.ChangeSeries;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description = "Copies a patch into debian/patches and names it at the end of a section of the series.")
public final class PatchesAddCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE", description = "The patch.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DIR",
            description = "The unpacked source. Default: where you are")
    private @Nullable Path tree;

    @Option(names = "--debian", paramLabel = "DIR", description = "The packaging. Default: debian in the source")
    private @Nullable Path debian;

    @Option(names = "--section", paramLabel = "NAME", description = "Default: at the end of the series")
    private @Nullable String section;

    @Option(names = "--new-section", description = "Make the section if it is not there.")
    private boolean newSection;

    @Option(names = "--name", paramLabel = "NAME", description = "Its name below debian/patches. Default: the file's")
    private @Nullable String name;

    public PatchesAddCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        if (newSection && section == null) {
            throw new InputException("--new-section makes the section that --section names; say that, too");
        }
        String given = name != null ? name : String.valueOf(file.getFileName());
        int line = new ChangeSeries(PackagingOptions.debian(debian, tree))
                .add(file, given, Optional.ofNullable(section), newSection);
        console.out().println(given + " is in line " + line + " of the series");
        return 0;
    }
}
