package org.hhvmdeb.cli.patches;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.console.ExitCodes;
import org.hhvmdeb.cli.options.FormatOption;
import org.hhvmdeb.cli.options.PackagingOptions;
import org.hhvmdeb.cli.options.UpstreamOptions;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.patch.forecast.CellState;
import org.hhvmdeb.patch.forecast.Forecast;
import org.hhvmdeb.patch.forecast.ForecastJson;
import org.hhvmdeb.patch.forecast.ForecastPage;
import org.hhvmdeb.patch.forecast.ForecastPatches;
import org.hhvmdeb.patch.forecast.ForecastRequest;
import org.hhvmdeb.patch.forecast.ForecastText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "forecast",
        mixinStandardHelpOptions = true,
        description = "Says on which upstream tags each patch will apply, is upstream already, or conflicts.")
public final class PatchesForecastCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "The source, of which only debian is needed. Default: where you are")
    private @Nullable Path source;

    @Option(names = "--debian", paramLabel = "DIR", description = "The packaging. Default: debian in the source")
    private @Nullable Path debian;

    @Option(names = "--from", required = true, paramLabel = "URL_OR_PATH", description = "Upstream's repository.")
    @SuppressWarnings("NullAway.Init")
    private String from;

    @Option(
            names = "--tags",
            required = true,
            paramLabel = "GLOB",
            description = "Which tags, such as 'HHVM-3.1[0-9].*'. Repeatable")
    private List<String> tags = List.of();

    @Mixin
    private final UpstreamOptions upstream = new UpstreamOptions();

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Also write a page for a browser; - is standard output.")
    private @Nullable OutputFile html;

    @Option(names = "--details", description = "Say what does not fit, where it begins.")
    private boolean details;

    @Option(
            names = "--fail-on",
            split = ",",
            paramLabel = "STATE",
            description = "Exit status 1 where a patch is in one of these states on any of the tags, such as"
                    + " conflicts,blocked,broken. Default: none")
    private List<String> failOn = List.of();

    @Mixin
    private final FormatOption format = new FormatOption();

    public PatchesForecastCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        if (details && format.isJson()) {
            throw new InputException("--details is for text, and JSON always has them; leave it out");
        }
        Set<CellState> unwanted = CellState.parse(failOn);
        Path packaging = PackagingOptions.debian(debian, source);
        Forecast forecast = new ForecastPatches()
                .run(new ForecastRequest(packaging, upstream.source(from, console), tags), console.progress());
        if (html != null) {
            ForecastPage.write(forecast, html);
        }
        format.write(console, ForecastJson.of(forecast), () -> console.out().print(ForecastText.of(forecast, details)));
        return forecast.findings(unwanted, packaging).isEmpty() ? 0 : ExitCodes.FINDINGS;
    }
}
