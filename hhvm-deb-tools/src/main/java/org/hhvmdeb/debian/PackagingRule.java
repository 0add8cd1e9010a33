package org.hhvmdeb.debian;

import org.hhvmdeb.notice.Rule;
import org.hhvmdeb.notice.Severity;

/** What can be wrong with the files of a packaging other than its patches. */
public enum PackagingRule implements Rule {
    FILES_EXCLUDED_NOT_READ(
            Severity.WARNING,
            "files-excluded-not-read",
            "The field Files-Excluded cannot be read.",
            "An import refuses such a file, as it could leave in what must go. Correct debian/copyright "
                    + "at the line that is named."),
    FILES_EXCLUDED_PATTERN_ODD(
            Severity.WARNING,
            "files-excluded-pattern-odd",
            "A pattern with a comma behind it, or with ./ or / before it, matches nothing.",
            "Patterns are separated by white space and begin at the top of the tree. Remove the comma "
                    + "or the beginning."),
    FILES_EXCLUDED_UNUSED(
            Severity.WARNING,
            "files-excluded-unused",
            "A pattern of Files-Excluded takes nothing out of the upstream tree.",
            "It matches nothing, or a later pattern takes the same out. Correct or remove it: if "
                    + "upstream moved the files, they are in the tarball now."),
    SYNTAX_ERROR_IN_DEBIAN_CHANGELOG(
            Severity.WARNING,
            "syntax-error-in-debian-changelog",
            "dpkg cannot read an old entry of the changelog.",
            "dpkg skips such lines, and tools that look for a version do not find it. Correct the line "
                    + "that is named.");

    private final Text text;

    PackagingRule(Severity severity, String id, String summary, String explanation) {
        this.text = new Text(severity, id, summary, explanation);
    }

    @Override
    public Text text() {
        return text;
    }
}
