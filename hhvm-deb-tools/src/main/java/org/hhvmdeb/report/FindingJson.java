package org.hhvmdeb.report;

import java.util.List;
import org.hhvmdeb.io.JsonObject;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.Severity;

/** A finding for a machine. */
public record FindingJson(Severity severity, String file, int line, String rule, String message) implements JsonObject {

    public static FindingJson of(Finding finding) {
        return new FindingJson(
                finding.severity(),
                finding.where().file(),
                finding.where().line(),
                finding.rule().id(),
                finding.message());
    }

    public static List<FindingJson> of(List<Finding> findings) {
        return findings.stream().map(FindingJson::of).toList();
    }
}
