package org.hhvmdeb.cli.patches;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hhvmdeb.io.JsonObject;
import org.hhvmdeb.patch.check.PatchReport;
import org.hhvmdeb.patch.check.TagReports;
import org.hhvmdeb.patch.check.TagReports.TagReport;
import org.hhvmdeb.report.FindingJson;
import org.hhvmdeb.report.Report;
import org.hhvmdeb.report.ReportItem;

/** What {@code patches check} tells a machine. */
record CheckedPatchesJson(boolean passed, List<FindingJson> findings, List<PatchFateJson> patches)
        implements JsonObject {

    /**
     * Describes the fates of the patches that a report shows.
     *
     * @param report with all that was found
     */
    static CheckedPatchesJson of(PatchReport fates, Report report) {
        Set<String> shown = report.items().stream().map(ReportItem::name).collect(Collectors.toSet());
        return new CheckedPatchesJson(
                report.passed(),
                FindingJson.of(report.findings()),
                PatchFateJson.of(fates.outcomes().stream()
                        .filter(o -> shown.contains(o.patch()))
                        .toList()));
    }

    /** The same on several tags. */
    record OnTags(boolean passed, List<FindingJson> findings, List<OnTag> tags) implements JsonObject {

        static OnTags of(TagReports fates, Report report) {
            return new OnTags(
                    report.passed(),
                    FindingJson.of(report.findings()),
                    fates.tags().stream().map(OnTag::of).toList());
        }
    }

    /** On one of them. */
    record OnTag(String tag, String commit, boolean passed, List<FindingJson> findings, List<PatchFateJson> patches)
            implements JsonObject {

        static OnTag of(TagReport tag) {
            return new OnTag(
                    tag.tag().text(),
                    tag.commit(),
                    tag.report().passed(),
                    FindingJson.of(tag.report().findings()),
                    PatchFateJson.of(tag.report().outcomes()));
        }
    }
}
