package org.hhvmdeb.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hhvmdeb.notice.Finding;

/** Findings for a machine. */
public final class FindingJson {

    private FindingJson() {}

    /** A value for {@link org.hhvmdeb.io.Json}. */
    public static List<Map<String, Object>> of(List<Finding> findings) {
        return findings.stream().map(FindingJson::of).toList();
    }

    private static Map<String, Object> of(Finding finding) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        described.put("file", finding.where().file());
        described.put("line", finding.where().line());
        described.put("rule", finding.rule());
        described.put("message", finding.message());
        return described;
    }
}
