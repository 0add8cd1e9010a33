package org.hhvmdeb.cli.patches;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hhvmdeb.patch.apply.AppliedPatches;
import org.hhvmdeb.patch.apply.UnappliedPatches;
import org.hhvmdeb.patch.check.PatchReport;
import org.hhvmdeb.patch.check.TagReports;
import org.hhvmdeb.patch.engine.FileOutcome;
import org.hhvmdeb.patch.engine.HunkOutcome;
import org.hhvmdeb.patch.outcome.PatchOutcome;
import org.hhvmdeb.report.FindingJson;
import org.hhvmdeb.report.Report;
import org.hhvmdeb.report.ReportItem;

/** The fate of a patch series for a machine, hunk by hunk. */
final class PatchReportJson {

    private PatchReportJson() {}

    /**
     * Describes the fates of the patches that a report shows.
     *
     * @param report with all that was found
     */
    static Map<String, Object> of(PatchReport fates, Report report) {
        Set<String> shown = report.items().stream().map(ReportItem::name).collect(Collectors.toSet());
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("passed", report.passed());
        described.put("findings", FindingJson.of(report.findings()));
        described.put(
                "patches",
                fates.outcomes().stream()
                        .filter(o -> shown.contains(o.patch()))
                        .map(PatchReportJson::of)
                        .toList());
        return described;
    }

    static Map<String, Object> of(AppliedPatches applied) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("passed", applied.passed());
        described.put("appliedBefore", applied.before());
        described.put("findings", FindingJson.of(applied.findings()));
        described.put(
                "patches", applied.outcomes().stream().map(PatchReportJson::of).toList());
        return described;
    }

    static Map<String, Object> of(UnappliedPatches unapplied) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("passed", unapplied.passed());
        described.put("findings", FindingJson.of(unapplied.findings()));
        described.put("unapplied", unapplied.patches());
        described.put("applied", unapplied.left());
        return described;
    }

    /**
     * Describes the fates on each tag.
     *
     * @param report with all that was found
     */
    static Map<String, Object> of(TagReports reports, Report report) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("passed", report.passed());
        described.put("findings", FindingJson.of(report.findings()));
        described.put("tags", reports.tags().stream().map(PatchReportJson::of).toList());
        return described;
    }

    private static Map<String, Object> of(TagReports.TagReport tag) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("tag", tag.tag());
        described.put("commit", tag.commit());
        described.put("passed", tag.report().passed());
        described.put("findings", FindingJson.of(tag.report().findings()));
        described.put(
                "patches",
                tag.report().outcomes().stream().map(PatchReportJson::of).toList());
        return described;
    }

    private static Map<String, Object> of(PatchOutcome outcome) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("patch", outcome.patch());
        described.put("line", outcome.line());
        described.put("state", word(outcome.state()));
        described.put("files", outcome.files().stream().map(PatchReportJson::of).toList());
        return described;
    }

    static Map<String, Object> of(FileOutcome outcome) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("file", outcome.file());
        outcome.problem().ifPresent(p -> described.put("problem", p));
        List<Map<String, Object>> hunks =
                outcome.hunks().stream().map(PatchReportJson::of).toList();
        described.put("hunks", hunks);
        return described;
    }

    private static Map<String, Object> of(HunkOutcome outcome) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("hunk", outcome.number());
        described.put("line", outcome.line());
        described.put("fate", word(outcome.status()));
        described.put("at", outcome.at());
        described.put("offset", outcome.offset());
        return described;
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
