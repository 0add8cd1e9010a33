package org.hhvmdeb.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hhvmdeb.patch.AppliedPatches;
import org.hhvmdeb.patch.PatchOutcome;
import org.hhvmdeb.patch.PatchReport;
import org.hhvmdeb.patch.TagReports;
import org.hhvmdeb.patch.UnappliedPatches;
import org.hhvmdeb.patch.engine.FileOutcome;
import org.hhvmdeb.patch.engine.HunkOutcome;
import org.hhvmdeb.report.FindingJson;

/** The fate of a patch series for a machine, hunk by hunk. */
final class PatchReportJson {

    private PatchReportJson() {}

    static Map<String, Object> of(PatchReport report) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("passed", report.passed());
        described.put("findings", FindingJson.of(report.findings()));
        described.put(
                "patches", report.outcomes().stream().map(PatchReportJson::of).toList());
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

    static Map<String, Object> of(TagReports reports) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("passed", reports.passed());
        described.put("tags", reports.tags().stream().map(PatchReportJson::of).toList());
        return described;
    }

    private static Map<String, Object> of(TagReports.TagReport tag) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("tag", tag.tag());
        described.put("commit", tag.commit());
        described.putAll(of(tag.report()));
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
        described.put("fate", word(outcome.fate()));
        described.put("at", outcome.at());
        described.put("offset", outcome.offset());
        return described;
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
