package org.hhvmdeb.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.FindingsException;

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
