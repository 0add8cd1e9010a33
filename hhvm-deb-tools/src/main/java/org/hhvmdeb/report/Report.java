package org.hhvmdeb.report;

import java.util.List;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.Severity;

/**
 * The outcome of a check, ready to be written in any format.
 *
 * @param name of the check, one word or few
 * @param summary one line for a person
 * @param failing the least severity that makes the check fail
 * @param items what was checked, in the order to show it
 */
public record Report(String name, String summary, Severity failing, List<ReportItem> items) {

    public Report {
        items = List.copyOf(items);
    }

    /** Everything found, in the order of the items. */
    public List<Finding> findings() {
        return items.stream().flatMap(i -> i.findings().stream()).toList();
    }

    /** Whether nothing that was found weighs so much that the check fails. */
    public boolean passed() {
        return items.stream().noneMatch(i -> i.fails(failing));
    }
}
