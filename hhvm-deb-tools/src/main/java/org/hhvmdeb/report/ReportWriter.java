package org.hhvmdeb.report;

import java.nio.file.Path;
import java.util.stream.Collectors;
import org.hhvmdeb.io.Json;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.ShownText;

/** Writes reports. */
public final class ReportWriter {

    private final SourceRoot root;

    /**
     * Sets up for a source.
     *
     * @param root the directory that relative addresses in SARIF and JUnit XML start from: the top of what is under version
     *     control
     */
    public ReportWriter(Path root) {
        this.root = new SourceRoot(root);
    }

    /** The report as text, with a line ending at the end. */
    public String write(Report report, ReportFormat format) {
        return switch (format) {
            case TEXT ->
                ShownText.of(report.findings().stream().map(f -> f + "\n").collect(Collectors.joining())
                        + report.summary() + "\n");
            case JSON -> Json.document(ReportJson.of(report));
            case SARIF -> Json.of(new Sarif(root).of(report)) + "\n";
            case JUNIT -> JUnitXml.of(report, root);
        };
    }

    /**
     * What a program reads where a check could not be made at all, so that it never meets nothing; with a line ending.
     *
     * @param name of the check, as {@link Report#name()}
     * @param message why, complete for a person
     */
    public static String failure(String name, String message, ReportFormat format) {
        return switch (format) {
            case TEXT -> ShownText.of(message) + "\n";
            case JSON -> Json.document(new FailureJson(message));
            case SARIF -> Json.of(Sarif.ofFailure(message)) + "\n";
            case JUNIT -> JUnitXml.ofFailure(name, message);
        };
    }

    /**
     * Writes a file in one go.
     *
     * @throws ExternalException when it cannot be written
     */
    public void writeTo(OutputFile file, Report report, ReportFormat format) throws ExternalException {
        file.write(write(report, format));
    }
}
