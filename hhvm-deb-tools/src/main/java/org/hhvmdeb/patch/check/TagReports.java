package org.hhvmdeb.patch.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.Severity;
import org.hhvmdeb.patch.lint.LintedPatches;
import org.hhvmdeb.report.Report;
import org.hhvmdeb.report.ReportItem;

/**
 * How a series fares on upstream tags.
 *
 * @param tags in the order they were asked for
 */
public record TagReports(List<TagReport> tags) {

    /**
     * How it fares on one.
     *
     * @param commit the tag's, 40 hexadecimal digits
     */
    public record TagReport(UpstreamTag tag, String commit, PatchReport report) {

        /** One line for a person. */
        public String summary() {
            return tag + ": " + report.summary();
        }

        private Finding named(Finding finding) {
            return new Finding(
                    finding.severity(), finding.where(), finding.rule(), "on " + tag + " " + finding.message());
        }
    }

    public TagReports {
        tags = List.copyOf(tags);
    }

    /** Whether dpkg-source would apply the whole series on every tag. */
    public boolean passed() {
        return tags.stream().allMatch(t -> t.report().passed());
    }

    /** One line for a person, for each tag. */
    public String summary() {
        return tags.stream().map(TagReport::summary).collect(Collectors.joining("\n"));
    }

    /**
     * The fates on all tags together with what else is wrong with the patches, for a report in any format. Where there are
     * several tags, what was found on one says so.
     *
     * @param failing the least severity that makes the report fail
     */
    public Report toReport(LintedPatches lint, Severity failing) {
        if (tags.size() == 1) {
            Report one = tags.get(0).report().toReport(lint, failing);
            return new Report(one.name(), summary(), failing, one.items());
        }
        List<ReportItem> items = new ArrayList<>(lint.items());
        LintedPatches unlinted = lint.withoutFindings();
        for (TagReport tag : tags) {
            for (ReportItem item : tag.report().toReport(unlinted, failing).items()) {
                items.add(new ReportItem(
                        tag.tag() + " " + item.name(),
                        item.file(),
                        item.checked(),
                        item.findings().stream().map(tag::named).toList()));
            }
        }
        return new Report("patches", summary(), failing, items);
    }

    /**
     * Returns this if the series applies on every tag.
     *
     * @throws FindingsException with all findings otherwise
     */
    public TagReports orFail() throws FindingsException {
        if (!passed()) {
            List<Finding> findings = new ArrayList<>();
            tags.forEach(t -> findings.addAll(t.report().findings()));
            throw new FindingsException("the patch series does not apply (" + summary() + ")", findings);
        }
        return this;
    }
}
