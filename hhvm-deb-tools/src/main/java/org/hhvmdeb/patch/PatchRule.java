package org.hhvmdeb.patch;

import org.hhvmdeb.notice.Rule;
import org.hhvmdeb.notice.Severity;

/** What can be wrong with patches and their series. Names of lintian are those of its tags. */
public enum PatchRule implements Rule {
    APPLIED_PATCH_CHANGED(
            Severity.ERROR,
            "applied-patch-changed",
            "A patch has changed since it was applied.",
            "Unapplying needs the patch as it was, to tell your edits from the patch's. Restore the "
                    + "patch, or unapply with --force and apply again."),
    APPLIED_PATCH_NOT_IN_SERIES(
            Severity.WARNING,
            "applied-patch-not-in-series",
            "The tree has a patch applied that the series does not name.",
            "dpkg-source does not know of the patch and takes its changes for yours. Unapply it, or add "
                    + "it to the series."),
    CONFLICT_MARKER_LEFT(
            Severity.ERROR,
            "conflict-marker-left",
            "A conflict of a rebase is not resolved.",
            "The file still has the lines that git puts around both sides of a conflict. Edit it until "
                    + "it is right, without these lines, and continue the rebase."),
    DEP3_FORMAT_PATCH_AUTHOR_OR_FROM_IS_BETTER(
            Severity.NOTE,
            "dep3-format-patch-author-or-from-is-better",
            "The field Origin holds a person's address instead of Author.",
            "DEP-3 keeps Origin for the place a patch was taken from. Name the writer in Author or "
                    + "From; hhvm-deb patches lint --fix renames the field where it holds a person alone."),
    FORMAT_3_0_BUT_DEBIAN_CHANGES_PATCH(
            Severity.WARNING,
            "format-3.0-but-debian-changes-patch",
            "dpkg-source made a patch of changes outside debian.",
            "Its header does not say what the individual changes are for. Make proper patches of them, "
                    + "each with a header."),
    GIT_PATCHES_NOT_EXPORTED(
            Severity.WARNING,
            "git-patches-not-exported",
            "Patches that are to be taken from git are not in the package.",
            "A file of the packaging says that git holds the patches, but debian/patches has none, so "
                    + "the source package is built without them. Export them first."),
    INVALID_DEP3_FORMAT_PATCH_BUG_FIELD_DEFAULT_VALUE(
            Severity.WARNING,
            "invalid-dep3-format-patch-bug-field-default-value",
            "The field Bug holds the template's text.",
            "It leads nowhere. Write the address of the bug in upstream's tracker, or remove the field."),
    INVALID_DEP3_FORMAT_PATCH_BUG_NOT_CONTAIN_URL(
            Severity.WARNING,
            "invalid-dep3-format-patch-bug-not-contain-url",
            "The field Bug holds no address.",
            "Readers and the trackers' tools follow addresses. Write the http(s) address of the bug in "
                    + "upstream's tracker."),
    INVALID_DEP3_FORMAT_PATCH_MAYBE_BUG_DEBIAN(
            Severity.WARNING,
            "invalid-dep3-format-patch-maybe-bug-debian",
            "The field Bug seems to hold a Debian bug's number.",
            "Bug is for upstream's tracker. A bug of Debian belongs in Bug-Debian: "
                    + "https://bugs.debian.org/NUMBER."),
    INVALID_DEP3_FORMAT_PATCH_NO_DESCRIPTION_AND_SUBJECT(
            Severity.NOTE,
            "invalid-dep3-format-patch-no-description-and-subject",
            "The header has neither Description nor Subject.",
            "Whoever has to rebase the patch has to guess what it is for. Say in one line what it does "
                    + "and below it why."),
    INVALID_DEP3_FORMAT_PATCH_NO_ORIGIN(
            Severity.NOTE,
            "invalid-dep3-format-patch-no-origin",
            "The header has neither Origin nor Author nor From.",
            "Nobody can ask about the patch or find it upstream. Say where it comes from or who wrote it."),
    INVALID_DEP3_FORMAT_PATCH_ORIGIN_FIELD_DEFAULT_VALUE(
            Severity.WARNING,
            "invalid-dep3-format-patch-origin-field-default-value",
            "The field Origin holds the template's text.",
            "It leads nowhere. Say where the patch comes from, or remove the field."),
    INVALID_DEP3_FORMAT_PATCH_WRONG_BUG_DEBIAN_URL(
            Severity.NOTE,
            "invalid-dep3-format-patch-wrong-bug-debian-url",
            "The field Bug-Debian holds no address in Debian's trackers.",
            "It should be like https://bugs.debian.org/123456. hhvm-deb patches lint --fix corrects a "
                    + "bare number."),
    INVALID_DEP3_FORMAT_PATCH_WRONG_LAST_UPDATE(
            Severity.NOTE,
            "invalid-dep3-format-patch-wrong-last-update",
            "The field Last-Update holds no date as YYYY-MM-DD.",
            "DEP-3 and lintian want this one form. hhvm-deb patches lint --fix rewrites a date that can " + "be read."),
    NO_UPSTREAM_SOURCE(
            Severity.WARNING,
            "no-upstream-source",
            "None of the files that the patches change is there.",
            "The directory seems to be the packaging without the upstream source, so every patch fails. "
                    + "Check against a tree, a tarball or a tag."),
    PACKAGE_USES_VENDOR_SPECIFIC_PATCH_SERIES(
            Severity.WARNING,
            "package-uses-vendor-specific-patch-series",
            "A series is used on the systems of one vendor only.",
            "dpkg-source applies VENDOR.series instead of series there, so that one source package is "
                    + "two. Use one series."),
    PATCH_APPLIES_WITH_OFFSET(
            Severity.NOTE,
            "patch-applies-with-offset",
            "Hunks fit elsewhere than where the patch says.",
            "GNU patch accepts that, but a hunk can end up in a similar place that was not meant. "
                    + "Refresh the patch after a look at it."),
    PATCH_CHANGES_TOOL_STATE(
            Severity.ERROR,
            "patch-changes-tool-state",
            "The patch changes what git or quilt keep for themselves.",
            "What is written there is believed, or run, by the next command: it is the way to attack "
                    + "whoever applies patches. Remove it from the patch."),
    PATCH_CREATES_EMPTY_FILE(
            Severity.WARNING,
            "patch-creates-empty-file",
            "dpkg-source does not create empty files.",
            "The diff has no hunk for GNU patch to apply. Create the file from debian/rules."),
    PATCH_CREATES_SYMLINK(
            Severity.WARNING,
            "patch-creates-symlink",
            "Not every version of patch makes symbolic links.",
            "dpkg-source runs the patch of the host it is on. Make the link from debian/links or " + "debian/rules."),
    PATCH_DOES_NOT_APPLY(
            Severity.ERROR,
            "patch-does-not-apply",
            "The patch does not fit the tree.",
            "dpkg-source stops at the first such patch, and so does the build. Rebase or refresh it, or "
                    + "drop it if upstream has the change."),
    PATCH_ENDS_EARLY(
            Severity.WARNING,
            "patch-ends-early",
            "The last hunk is shorter than its header says.",
            "dpkg-source takes it with a warning when no more than two context lines are missing. "
                    + "Refresh the patch so that the header and the hunk agree."),
    PATCH_FIELD_MISNAMED(
            Severity.NOTE,
            "patch-field-misnamed",
            "A field has another name in DEP-3.",
            "Tools look for the names of DEP-3 only. hhvm-deb patches lint --fix renames it."),
    PATCH_FIELD_REPEATED(
            Severity.WARNING,
            "patch-field-repeated",
            "A field that may be there once is there twice.",
            "Some programs take the first, others the last. Keep one."),
    PATCH_FILE_PRESENT_BUT_NOT_MENTIONED_IN_SERIES(
            Severity.WARNING,
            "patch-file-present-but-not-mentioned-in-series",
            "No series names the file.",
            "It is not applied, and nobody can tell whether that is meant. List it, name it in a "
                    + "comment of the series with the reason, or delete it."),
    PATCH_FORECAST(
            Severity.ERROR,
            "patch-forecast",
            "On a tag a patch is in a state that you asked to fail on.",
            "Such a state can be a conflict, but also a patch that upstream already has. The message "
                    + "says on which tags. Rebase, refresh or drop the patch before you import such a tag."),
    PATCH_FORWARDED_UNCLEAR(
            Severity.NOTE,
            "patch-forwarded-unclear",
            "The field Forwarded does not say what it seems to say.",
            "DEP-3 takes every value but no and not-needed for yes. Write one of these, or the address."),
    PATCH_HEADER_NOT_UTF8(
            Severity.WARNING,
            "patch-header-not-utf8",
            "The header is not UTF-8.",
            "lintian checks nothing in such a header. Convert the header, and leave the diff as it is."),
    PATCH_HEADER_UNREAD_BY_LINTIAN(
            Severity.NOTE,
            "patch-header-unread-by-lintian",
            "The header is not a control file.",
            "lintian checks nothing in such a header. Correct the line that is named, or accept that no "
                    + "field is checked."),
    PATCH_HEADER_WITH_DIFF_MARKER(
            Severity.WARNING,
            "patch-header-with-diff-marker",
            "Text of the header is taken for a diff.",
            "A diff that the header quotes, even indented, is a real one to GNU patch. A header line "
                    + "that begins with +++ or @@ - makes dpkg-source refuse the patch. Indent such a line, and "
                    + "quote no whole diff."),
    PATCH_INSERTION_WITHOUT_CONTEXT(
            Severity.WARNING,
            "patch-insertion-without-context",
            "A hunk that inserts lines has no context.",
            "It goes to its line number, whatever is there now, so an upstream change above it puts it "
                    + "into the wrong place without a word. Make the patch again with context."),
    PATCH_MALFORMED(
            Severity.ERROR,
            "patch-malformed",
            "dpkg-source refuses the patch itself.",
            "The patch itself is broken, or names a file that dpkg-source does not let it change, such "
                    + "as one behind a symbolic link. Correct the line that is named, or make the patch again."),
    PATCH_MIXES_LINE_ENDINGS(
            Severity.WARNING,
            "patch-mixes-line-endings",
            "Of the lines that the patch expects, some end in LF and others in CR LF.",
            "GNU patch compares them byte by byte. An editor or git autocrlf that converts the patch "
                    + "makes it fail. Switch such conversion off for the patch."),
    PATCH_MODIFYING_DEBIAN_FILES(
            Severity.WARNING,
            "patch-modifying-debian-files",
            "The patch changes files of the packaging.",
            "dpkg-source allows it, but lintian calls it an error: the packaging then has two places "
                    + "for one change. Change the file in the directory debian itself, and take it out of the "
                    + "patch."),
    PATCH_NOT_FORWARDED_UPSTREAM(
            Severity.NOTE,
            "patch-not-forwarded-upstream",
            "The patch has not been sent upstream.",
            "Each new release may break it. Send it and put the address in Forwarded, or write "
                    + "Forwarded: not-needed."),
    PATCH_NOT_REBASED(
            Severity.ERROR,
            "patch-not-rebased",
            "A rebase stops at a patch.",
            "Upstream and the patch changed the same place, the patch did not apply to the old tag "
                    + "either, or the file is compressed. In a conflict edit the files in the tree that is named "
                    + "and go on with --continue; otherwise do what the message says."),
    PATCH_NOT_REFRESHED(
            Severity.WARNING,
            "patch-not-refreshed",
            "A refresh leaves a patch as it is.",
            "The file is compressed or a symbolic link, the series names it twice, or no other patch "
                    + "that dpkg-source takes gives the same tree. The message says which and what to do."),
    PATCH_ORIGIN_WITHOUT_BLANK(
            Severity.NOTE,
            "patch-origin-without-blank",
            "There is no space between the parts of the field Origin.",
            "DEP-3 separates category and reference by a comma and a space. hhvm-deb patches lint --fix " + "adds it."),
    PATCH_ORIGIN_WITHOUT_REFERENCE(
            Severity.NOTE,
            "patch-origin-without-reference",
            "The field Origin says upstream, but not where.",
            "Nobody can see when a release contains the patch. Add the address, or commit:ID."),
    PATCH_REMOVES_MISSING_FILE(
            Severity.WARNING,
            "patch-removes-missing-file",
            "The patch removes a file that is not there.",
            "dpkg-source warns about it before it runs GNU patch, and GNU patch then fails, as the file "
                    + "is missing. Refresh the patch, or drop the removal if upstream has removed the file."),
    PATCH_SUMMARY_TOO_LONG(
            Severity.NOTE,
            "patch-summary-too-long",
            "The first line of the description is no summary.",
            "Lists of patches show it. Keep it short and put the rest below."),
    PATCH_SURPLUS_LINES(
            Severity.WARNING,
            "patch-surplus-lines",
            "Lines behind a hunk are dropped without a word.",
            "The numbers in the hunk's header are too small, and nothing behind them is applied. "
                    + "Correct the header or refresh the patch."),
    PATCH_TOUCHES_FILE_TWICE(
            Severity.WARNING,
            "patch-touches-file-twice",
            "The patch has two diffs of one file.",
            "dpkg-source warns when it unpacks the package, but applies both. It can fail when it "
                    + "builds the package and tests whether the patches are applied. Make one diff of the two."),
    PATCH_WITH_DOS_HEADERS(
            Severity.WARNING,
            "patch-with-dos-headers",
            "GNU patch removes the carriage returns from the patch.",
            "Headers that end in CR LF make it take CR from every line, so that files with CR LF do not "
                    + "match. Convert the header lines."),
    PATCH_WITH_PREREQUISITE(
            Severity.WARNING,
            "patch-with-prerequisite",
            "The patch fails without a certain word in the file.",
            "GNU patch obeys a line Prereq:, which is a leftover of old release tools. Remove the line."),
    PATCH_WITH_TOO_MANY_HEADERS(
            Severity.NOTE,
            "patch-with-too-many-headers",
            "The patch has more headers than the two of DEP-3.",
            "DEP-3 knows two headers. Put the fields of the others into the first."),
    PATCH_WITHOUT_DIFF(
            Severity.WARNING,
            "patch-without-diff",
            "dpkg-source sees no diff in the patch.",
            "It looks for lines that begin with --- or +++ only. A rename by git still works with a "
                    + "warning; text alone makes GNU patch fail. Restore the diff, or remove the patch from the "
                    + "series."),
    PATCH_WITHOUT_FINAL_NEWLINE(
            Severity.WARNING,
            "patch-without-final-newline",
            "The last line of the patch has no newline.",
            "GNU patch does not read that line, so the last hunk is cut and the patch fails. hhvm-deb "
                    + "patches lint --fix adds the newline."),
    PATCH_WITHOUT_PREFIX(
            Severity.WARNING,
            "patch-without-prefix",
            "The patch names files without a directory to strip.",
            "dpkg-source takes the first directory away from each name, so it looks for another file or "
                    + "changes the wrong one without a word. Make the patch again with the prefixes a/ and b/."),
    PATCHED_FILE_CHANGED(
            Severity.ERROR,
            "patched-file-changed",
            "A file has changed since a patch was applied to it.",
            "Unapplying would lose the change. Record it in a patch (refresh), undo it, or unapply with " + "--force."),
    PATCHED_FILE_IN_THE_WAY(
            Severity.ERROR,
            "patched-file-in-the-way",
            "A patch cannot be unapplied from a file.",
            "What is in the file's place, or its backup in .pc, is not what applying left. Restore what "
                    + "was there."),
    PATCHES_ALREADY_APPLIED(
            Severity.NOTE,
            "patches-already-applied",
            "The tree has patches applied.",
            "The check takes them back in memory first, so that it starts from upstream's files. "
                    + "Nothing is to be done."),
    PATCHES_WITHOUT_SERIES(
            Severity.WARNING,
            "patches-without-series",
            "There are patches and no series.",
            "dpkg-source applies none of them. Write their names into debian/patches/series."),
    QUILT_PATCH_MISSING_DESCRIPTION(
            Severity.NOTE,
            "quilt-patch-missing-description",
            "Nothing says what the patch is for.",
            "Put a DEP-3 header above the diff, with Description and Author at least."),
    QUILT_PATCH_USES_DPATCH_EXTENSION(
            Severity.NOTE,
            "quilt-patch-uses-dpatch-extension",
            "The name of the patch ends in .dpatch.",
            "dpatch is no longer in use. Rename the patch."),
    QUILT_PATCH_USES_DPATCH_PLACEHOLDER(
            Severity.NOTE,
            "quilt-patch-uses-dpatch-placeholder",
            "The header is the one of dpatch.",
            "dpatch is no longer in use. Rewrite the header as DEP-3 has it."),
    QUILT_PATCH_USING_TEMPLATE_DESCRIPTION(
            Severity.NOTE,
            "quilt-patch-using-template-description",
            "The description is the template's.",
            "dpkg-source wrote it for changes that nobody has described. Say what the patch does and why."),
    QUILT_PATCH_WITH_NON_STANDARD_OPTIONS(
            Severity.WARNING,
            "quilt-patch-with-non-standard-options",
            "The series has options that dpkg-source ignores.",
            "quilt obeys them, so the two make different trees. Refresh the patch for -p1 and remove "
                    + "the options."),
    QUILT_SERIES_REFERENCES_NON_EXISTENT_PATCH(
            Severity.ERROR,
            "quilt-series-references-non-existent-patch",
            "The series names a patch that cannot be read.",
            "The file is missing or cannot be read, so the series cannot be applied. Add the file or "
                    + "remove the line."),
    QUILT_SERIES_WITHOUT_TRAILING_NEWLINE(
            Severity.WARNING,
            "quilt-series-without-trailing-newline",
            "The last line of the series has no newline.",
            "dpkg-source --commit would write the name of its patch right behind it. hhvm-deb patches "
                    + "lint --fix adds the newline."),
    SERIES_CHANGED_SINCE(
            Severity.ERROR,
            "series-changed-since",
            "The series no longer begins with the applied patches.",
            "New patches cannot be put on top of others in another order. Unapply all patches, then "
                    + "apply the series."),
    SERIES_INSECURE_PATH(
            Severity.ERROR,
            "series-insecure-path",
            "The series names a path that leads out of debian/patches.",
            "dpkg-source refuses the whole series, as such a path can name any file. Move the patch "
                    + "into debian/patches."),
    SERIES_LINE_DIFFERS_IN_QUILT(
            Severity.WARNING,
            "series-line-differs-in-quilt",
            "quilt reads a line otherwise than dpkg-source.",
            "The two make different trees of one series. hhvm-deb patches lint --fix writes the line so "
                    + "that both read the same."),
    SERIES_NAMES_PATCH_TWICE(
            Severity.WARNING,
            "series-names-patch-twice",
            "The series names a patch twice.",
            "dpkg-source applies it twice, which fails as a rule; quilt refuses to push. Remove one line."),
    SERIES_SPELLS_PATH_ODDLY(
            Severity.WARNING,
            "series-spells-path-oddly",
            "A path of the series has ./ or // in it.",
            "Tools that compare names take it for another patch. Write the plain path.");

    private final Text text;

    PatchRule(Severity severity, String id, String summary, String explanation) {
        this.text = new Text(severity, id, summary, explanation);
    }

    @Override
    public Text text() {
        return text;
    }
}
