package org.hhvmdeb.cli.options;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.console.ExitCodes;
import org.hhvmdeb.io.Json;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Severity;
import org.hhvmdeb.report.Report;
import org.hhvmdeb.report.ReportFormat;
import org.hhvmdeb.report.ReportWriter;
import picocli.CommandLine.Option;

/** How the findings of a check are written, and which of them make it fail. */
public final class ReportOptions {

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = Format.HELP)
    @SuppressWarnings("NullAway.Init")
    private ReportFormat format;

    @Option(
            names = "--report",
            paramLabel = "FORMAT=FILE",
            description =
                    "Into a file besides, such as junit=target/patches.xml; - is standard output. May be repeated.")
    private Map<ReportFormat, OutputFile> files = new LinkedHashMap<>();

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            defaultValue = "error",
            description = "The least that gives exit status 1: error, warning or note. Default: error, which is what "
                    + "dpkg-source refuses.")
    @SuppressWarnings("NullAway.Init")
    private Severity failOn;

    public Severity failing() {
        return failOn;
    }

    /** Whether standard output is for a person, who may be told more. */
    public boolean isText() {
        return format == ReportFormat.TEXT;
    }

    /**
     * Writes everywhere.
     *
     * @param json what there is to say in JSON of our own
     * @return the exit status
     */
    public int write(Report report, Map<String, Object> json, Console console) throws HhvmDebException {
        ReportWriter writer = new ReportWriter(Path.of(""));
        for (Map.Entry<ReportFormat, OutputFile> file : files.entrySet()) {
            writer.writeTo(file.getValue(), report, file.getKey());
        }
        console.out().print(format == ReportFormat.JSON ? Json.of(json) + "\n" : writer.write(report, format));
        return report.passed() ? 0 : ExitCodes.FINDINGS;
    }
}
