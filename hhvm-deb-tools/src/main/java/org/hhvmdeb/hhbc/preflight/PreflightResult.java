package org.hhvmdeb.hhbc.preflight;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.Severity;
import org.hhvmdeb.report.Report;
import org.hhvmdeb.report.ReportItem;

/**
 * What each host would do with the cache.
 *
 * @param hosts in the order of the request
 */
public record PreflightResult(List<HostVerdict> hosts) {

    public PreflightResult {
        hosts = List.copyOf(hosts);
    }

    /** One line for a person: {@code "3 hosts: 2 warm, 1 cold"}. */
    public String summary() {
        String counts = Arrays.stream(Verdict.values())
                .filter(v -> count(v) > 0)
                .map(v -> count(v) + " " + v)
                .collect(Collectors.joining(", "));
        return HumanUnits.count(hosts.size(), "host") + ": " + counts;
    }

    /** For a report in any format; passes when every host is warm. */
    public Report toReport() {
        List<ReportItem> items = hosts.stream()
                .map(h -> new ReportItem(h.host().toString(), h.host().toString(), true, h.findings()))
                .toList();
        return new Report("cache-preflight", summary(), Severity.ERROR, items);
    }

    private long count(Verdict verdict) {
        return hosts.stream().filter(h -> h.verdict() == verdict).count();
    }
}
