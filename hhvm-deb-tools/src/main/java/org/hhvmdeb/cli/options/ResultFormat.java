package org.hhvmdeb.cli.options;

import java.nio.file.Path;
import java.util.Map;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.console.ExitCodes;
import org.hhvmdeb.io.Json;
import org.hhvmdeb.report.Report;
import org.hhvmdeb.report.ReportFormat;
import org.hhvmdeb.report.ReportWriter;
import picocli.CommandLine.Option;

/** How a check that says more than its findings is written. */
public final class ResultFormat {

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = Format.HELP)
    @SuppressWarnings("NullAway.Init")
    private ReportFormat format;

    /**
     * Writes to standard output.
     *
     * @param text what a person is told, with a line end
     * @param json what a machine is told
     * @return the exit status
     */
    public int write(Report report, String text, Map<String, Object> json, Console console) {
        console.out()
                .print(
                        switch (format) {
                            case TEXT -> text;
                            case JSON -> Json.of(json) + "\n";
                            default -> new ReportWriter(Path.of("")).write(report, format);
                        });
        return report.passed() ? 0 : ExitCodes.FINDINGS;
    }
}
