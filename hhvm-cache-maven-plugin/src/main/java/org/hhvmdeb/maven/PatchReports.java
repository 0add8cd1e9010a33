package org.hhvmdeb.maven;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.logging.Log;
import org.hhvmdeb.io.output.InputPlaces;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Severity;
import org.hhvmdeb.report.Report;
import org.hhvmdeb.report.ReportFormat;
import org.hhvmdeb.report.ReportWriter;

/**
 * What a check of patches tells: files that CI reads, and the log.
 *
 * @param files looked at before the check begins
 * @param root the directory that paths in them start from
 */
record PatchReports(Map<ReportFormat, OutputFile> files, Path root, Log log) {

    /**
     * Finds the names.
     *
     * @param stem of the files' names
     * @param read what the check reads
     */
    static PatchReports in(Path directory, String stem, List<String> formats, InputPlaces read, Path root, Log log)
            throws HhvmDebException {
        Map<ReportFormat, OutputFile> files = new EnumMap<>(ReportFormat.class);
        for (String format : formats) {
            ReportFormat chosen = ReportFormat.parse(format);
            files.put(
                    chosen,
                    OutputFile.in(directory, stem + "." + chosen.extension()).apartFrom(read));
        }
        return new PatchReports(files, root, log);
    }

    void write(Report report) throws HhvmDebException {
        for (Map.Entry<ReportFormat, OutputFile> file : files.entrySet()) {
            new ReportWriter(root).writeTo(file.getValue(), report, file.getKey());
        }
    }

    /**
     * Tells everything in the log.
     *
     * @throws FindingsException with what weighs so much that the check fails
     */
    void log(Report report) throws FindingsException {
        List<Finding> failing = report.findings().stream()
                .filter(f -> f.severity().compareTo(report.failing()) <= 0)
                .toList();
        report.findings().stream().filter(f -> !failing.contains(f)).forEach(this::log);
        if (!failing.isEmpty()) {
            throw new FindingsException(
                    "the check of the patches does not pass (" + report.summary() + "), as failOn is "
                            + report.failing().word(),
                    failing);
        }
        report.summary().lines().forEach(log::info);
    }

    private void log(Finding finding) {
        if (finding.severity() == Severity.NOTE) {
            log.info(finding.toString());
        } else {
            log.warn(finding.toString());
        }
    }
}
