package org.hhvmdeb.report;

import java.util.List;
import org.hhvmdeb.io.JsonObject;

/** Findings alone for a machine, whatever check they are of. */
public record ReportJson(boolean passed, List<FindingJson> findings) implements JsonObject {

    public static ReportJson of(Report report) {
        return new ReportJson(report.passed(), FindingJson.of(report.findings()));
    }
}
