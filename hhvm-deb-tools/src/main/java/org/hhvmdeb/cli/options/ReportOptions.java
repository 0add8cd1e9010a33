package org.hhvmdeb.cli.options;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.console.ExitCodes;
import org.hhvmdeb.io.Json;
import org.hhvmdeb.io.JsonObject;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.report.Report;
import org.hhvmdeb.report.ReportFormat;
import org.hhvmdeb.report.ReportWriter;
import picocli.CommandLine.Option;

/** How the findings of a check are written. */
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

    /** Whether standard output is for a person, who may be told more. */
    public boolean isText() {
        return format == ReportFormat.TEXT;
    }

    /**
     * Writes everywhere.
     *
     * @param json what a program is told that reads no other format
     * @return the exit status
     */
    public int write(Report report, JsonObject json, Console console) throws HhvmDebException {
        return write(report, new ReportWriter(Path.of("")).write(report, ReportFormat.TEXT), json, console);
    }

    /**
     * Writes everywhere.
     *
     * @param text what a person is told on standard output, with a line end
     * @param json what a program is told that reads no other format
     * @return the exit status
     */
    public int write(Report report, String text, JsonObject json, Console console) throws HhvmDebException {
        ReportWriter writer = new ReportWriter(Path.of(""));
        for (Map.Entry<ReportFormat, OutputFile> file : files.entrySet()) {
            writer.writeTo(file.getValue(), report, file.getKey());
        }
        console.out()
                .print(
                        switch (format) {
                            case TEXT -> text;
                            case JSON -> Json.document(json);
                            default -> writer.write(report, format);
                        });
        return report.passed() ? 0 : ExitCodes.FINDINGS;
    }
}
