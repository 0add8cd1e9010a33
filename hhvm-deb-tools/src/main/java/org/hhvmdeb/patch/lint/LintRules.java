package org.hhvmdeb.patch.lint;

import java.util.Map;
import java.util.TreeMap;

/** What the rules about patches are for, in one line each. Those of lintian's names are lintian's rules. */
public final class LintRules {

    private static final String TABLE = """
            applied-patch-changed: A patch has changed since it was applied.
            applied-patch-not-in-series: The tree has a patch applied that the series does not name.
            dep3-format-patch-author-or-from-is-better: The field Origin holds a person's address instead of Author.
            files-excluded-not-read: The field Files-Excluded cannot be read, and an import is refused.
            files-excluded-pattern-odd: A pattern with a comma behind it, or with ./ or / before it, matches nothing.
            format-3.0-but-debian-changes-patch: A patch that dpkg-source made of unrecorded changes.
            git-patches-not-exported: Patches that are to be taken from git are not in the package.
            invalid-dep3-format-patch-bug-field-default-value: The field Bug holds the template's text.
            invalid-dep3-format-patch-bug-not-contain-url: The field Bug holds no address.
            invalid-dep3-format-patch-maybe-bug-debian: The field Bug seems to hold a Debian bug's number.
            invalid-dep3-format-patch-no-description-and-subject: The header has neither Description nor Subject.
            invalid-dep3-format-patch-no-origin: The header has neither Origin nor Author nor From.
            invalid-dep3-format-patch-origin-field-default-value: The field Origin holds the template's text.
            invalid-dep3-format-patch-wrong-bug-debian-url: The field Bug-Debian holds no address in Debian's trackers.
            invalid-dep3-format-patch-wrong-last-update: The field Last-Update holds no date as YYYY-MM-DD.
            no-upstream-source: None of the files that the patches change is there.
            package-uses-vendor-specific-patch-series: A series that is used on one vendor's systems only.
            patch-applies-with-offset: Hunks fit elsewhere than where the patch says.
            patch-changes-tool-state: The patch changes what git or quilt keep for themselves.
            patch-creates-empty-file: dpkg-source does not create empty files.
            patch-creates-symlink: Not every version of patch makes symbolic links.
            patch-does-not-apply: The patch does not fit the tree.
            patch-ends-early: The last hunk is shorter than its header says.
            patch-forecast: What a patch would do on a tag.
            patch-field-misnamed: A field that DEP-3 calls otherwise.
            patch-field-repeated: A field that can be there once is there twice.
            patch-file-present-but-not-mentioned-in-series: A file that no series names.
            patch-forwarded-unclear: The field Forwarded does not say what it seems to say.
            patch-header-not-utf8: The header is not UTF-8, and lintian checks nothing in it.
            patch-header-unread-by-lintian: The header is no control file, and lintian checks nothing in it.
            patch-header-with-diff-marker: Text of the header is taken for a diff.
            patch-insertion-without-context: A hunk that fits everywhere.
            patch-malformed: dpkg-source refuses the patch on any tree.
            patch-mixes-line-endings: Lines end in LF here and in CR LF there.
            patch-modifying-debian-files: The patch changes files of the packaging.
            patch-not-forwarded-upstream: The patch has not been sent upstream.
            patch-not-rebased: A patch for which a person has to decide how it goes on.
            patch-not-refreshed: A patch that would need a refresh and cannot have one.
            patch-origin-without-blank: No blank between the parts of the field Origin.
            patch-origin-without-reference: The field Origin says upstream, but not where.
            patch-removes-missing-file: The patch removes a file that is not there.
            patch-summary-too-long: The first line of the description is no summary.
            patch-surplus-lines: Lines behind a hunk that are silently dropped.
            patch-touches-file-twice: A patch with two diffs of one file.
            patch-with-dos-headers: GNU patch takes the carriage returns from the patch.
            patch-with-prerequisite: The patch fails without a certain word in the file.
            patch-with-too-many-headers: More headers than DEP-3's two.
            patch-without-diff: There is no diff in the patch.
            patch-without-final-newline: The last line of the patch has no newline, and is not read.
            patch-without-prefix: The patch names files without a directory to strip.
            patches-already-applied: The tree has patches applied.
            patches-without-series: There are patches and no series.
            quilt-patch-missing-description: Nothing says what the patch is for.
            quilt-patch-uses-dpatch-extension: The patch is named for dpatch.
            quilt-patch-uses-dpatch-placeholder: The header is dpatch's.
            quilt-patch-using-template-description: The description is the template's.
            quilt-patch-with-non-standard-options: Options in the series, which dpkg-source ignores.
            quilt-series-references-non-existent-patch: The series names a patch that cannot be read.
            quilt-series-without-trailing-newline: The last line of the series has no newline.
            series-changed-since: Patches are applied that the series no longer has in this order.
            series-insecure-path: The series names a path that leads out of debian/patches.
            series-line-differs-in-quilt: A line that quilt reads otherwise than dpkg-source.
            series-names-patch-twice: The series names a patch twice.
            series-spells-path-oddly: A path of the series with ./ or // in it.
            syntax-error-in-debian-changelog: An old entry of the changelog that dpkg cannot read either.
            """;

    private LintRules() {}

    /** The descriptions by the names of the rules. */
    public static Map<String, String> descriptions() {
        Map<String, String> descriptions = new TreeMap<>();
        TABLE.lines().forEach(l -> {
            int colon = l.indexOf(": ");
            descriptions.put(l.substring(0, colon), l.substring(colon + 2));
        });
        return descriptions;
    }
}
