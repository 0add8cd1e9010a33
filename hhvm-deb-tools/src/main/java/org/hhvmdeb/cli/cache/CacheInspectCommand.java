package org.hhvmdeb.cli.cache;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.console.ExitCodes;
import org.hhvmdeb.cli.options.FormatOption;
import org.hhvmdeb.hhbc.inspect.InspectRepo;
import org.hhvmdeb.hhbc.inspect.InspectRequest;
import org.hhvmdeb.hhbc.inspect.InspectionJson;
import org.hhvmdeb.hhbc.inspect.InspectionPage;
import org.hhvmdeb.hhbc.inspect.InspectionText;
import org.hhvmdeb.hhbc.inspect.RepoInspection;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = "Tells what is in a bytecode repository, or in the one of a cache .deb; changes nothing.")
public final class CacheInspectCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "A .hhbc, or a cache .deb.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Mixin
    private final FormatOption format = new FormatOption();

    @Option(
            names = "--top",
            defaultValue = "10",
            paramLabel = "N",
            description = "How many of the largest units and directories to name. Default: ${DEFAULT-VALUE}")
    private int top;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Also write a page for a browser; - is standard output.")
    private @Nullable OutputFile html;

    public CacheInspectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        if (top < 0) {
            throw new InputException("--top " + top + " is less than none");
        }
        RepoInspection inspection = new InspectRepo().run(new InspectRequest(file, top), console.progress());
        if (html != null) {
            InspectionPage.write(inspection, html);
        }
        format.write(console, InspectionJson.of(inspection), () -> console.out().print(InspectionText.of(inspection)));
        return inspection.sound() ? 0 : ExitCodes.FINDINGS;
    }
}
