package org.hhvmdeb.patch.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.notice.Rule;
import org.hhvmdeb.patch.PatchRule;
import org.hhvmdeb.patch.dep3.FieldEdit;
import org.hhvmdeb.patch.dep3.Header;
import org.hhvmdeb.patch.dep3.HeaderField;
import org.hhvmdeb.patch.tree.ByteText;

/** Lintian's own checks of DEP-3 fields: it speaks where lintian 2.120 does; more than lintian says {@link HeaderLint}. */
final class Dep3Lint {

    private static final Set<String> TEMPLATES = Set.of(
            "(upstream|backport|vendor|other), (<patch-url>|commit:<commit-id>)",
            "<vendor|upstream|other>, <url of original patch>");

    private final LintianHeader seen;
    private final Header header;
    private final IntFunction<Location> at;
    private final List<HeaderFinding> remarks = new ArrayList<>();

    Dep3Lint(LintianHeader seen, Header header, IntFunction<Location> at) {
        this.seen = seen;
        this.header = header;
        this.at = at;
    }

    List<HeaderFinding> remarks() {
        if (isEmpty("Description") && isEmpty("Subject")) {
            remark(
                    PatchRule.INVALID_DEP3_FORMAT_PATCH_NO_DESCRIPTION_AND_SUBJECT,
                    "Description",
                    "the header has neither Description nor Subject; say in one line what the patch does and below it why");
            return remarks;
        }
        if (isEmpty("Origin") && isEmpty("Author") && isEmpty("From")) {
            remark(
                    PatchRule.INVALID_DEP3_FORMAT_PATCH_NO_ORIGIN,
                    "Origin",
                    "the header says neither where the patch comes from (Origin) nor who wrote it (Author, From); add one");
            return remarks;
        }
        checkOrigin();
        checkForwarded();
        checkBug();
        checkDebianBug();
        checkDate();
        return remarks;
    }

    private void checkOrigin() {
        String origin = seen.value("Origin");
        if (TEMPLATES.contains(origin)) {
            remark(
                    PatchRule.INVALID_DEP3_FORMAT_PATCH_ORIGIN_FIELD_DEFAULT_VALUE,
                    "Origin",
                    "Origin still is the text of the template; say where the patch comes from or take the field out");
        } else if (FieldRules.hasMail(origin)) {
            fixable(
                    PatchRule.DEP3_FORMAT_PATCH_AUTHOR_OR_FROM_IS_BETTER,
                    "Origin",
                    "Origin holds a person's address; Author says who wrote a patch, Origin from where it was taken",
                    field("Origin").filter(f -> FieldRules.isPerson(f.value())).map(f -> FieldEdit.name(f, "Author")));
        }
    }

    private void checkForwarded() {
        String origin = seen.value("Origin");
        int comma = origin.indexOf(',');
        String category = comma < 0 ? origin : origin.substring(0, comma).strip();
        boolean theirs = category.equals("upstream") || category.equals("backport");
        String forwarded = seen.value("Forwarded");
        boolean unsaid = forwarded.equals("no") || (isEmpty("Bug") && forwarded.isEmpty());
        // Whatever Forwarded says: what upstream has applied need not be sent any more.
        if (!theirs && unsaid && isEmpty("Applied-Upstream")) {
            remark(
                    PatchRule.PATCH_NOT_FORWARDED_UPSTREAM,
                    "Forwarded",
                    "the patch has not been sent upstream; send it and put the address into Forwarded, or write "
                            + "Forwarded: not-needed where upstream has no use for it");
        }
    }

    private void checkBug() {
        String bug = seen.value("Bug");
        if (bug.isEmpty() || FieldRules.isUrl(bug)) {
            return;
        }
        if (bug.equals("<url in upstream bugtracker>")) {
            remark(
                    PatchRule.INVALID_DEP3_FORMAT_PATCH_BUG_FIELD_DEFAULT_VALUE,
                    "Bug",
                    "Bug still is the text of the template; name the bug in upstream's tracker or take the field out");
        } else if (bug.matches("#[0-9]{1,20}")) {
            remark(
                    PatchRule.INVALID_DEP3_FORMAT_PATCH_MAYBE_BUG_DEBIAN,
                    "Bug",
                    "Bug is for upstream's tracker and wants an address; a number looks like a Debian bug: if it is, write "
                            + "Bug-Debian: https://bugs.debian.org/" + bug.substring(1));
        } else {
            remark(
                    PatchRule.INVALID_DEP3_FORMAT_PATCH_BUG_NOT_CONTAIN_URL,
                    "Bug",
                    "Bug wants the http(s) address of the bug in upstream's tracker");
        }
    }

    private void checkDebianBug() {
        if (!isEmpty("Bug-Debian") && !FieldRules.isDebianUrl(seen.value("Bug-Debian"))) {
            fixable(
                    PatchRule.INVALID_DEP3_FORMAT_PATCH_WRONG_BUG_DEBIAN_URL,
                    "Bug-Debian",
                    "Bug-Debian wants an address such as https://bugs.debian.org/123456",
                    field("Bug-Debian")
                            .flatMap(f -> FieldRules.debianBug(f.value()).map(v -> FieldEdit.value(f, v))));
        }
    }

    private void checkDate() {
        if (!isEmpty("Last-Update") && !FieldRules.isDate(seen.value("Last-Update"))) {
            fixable(
                    PatchRule.INVALID_DEP3_FORMAT_PATCH_WRONG_LAST_UPDATE,
                    "Last-Update",
                    "Last-Update wants a date as YYYY-MM-DD",
                    field("Last-Update")
                            .flatMap(f -> WrittenDate.read(f.value()).map(d -> FieldEdit.value(f, d.toString()))));
        }
    }

    private boolean isEmpty(String name) {
        return seen.value(name).isEmpty();
    }

    // Ours, if it is the one that lintian means; the two read odd headers differently.
    private Optional<HeaderField> field(String name) {
        return header.field(name).filter(f -> f.value().strip().equals(seen.value(name)));
    }

    private void fixable(Rule rule, String field, String message, Optional<FieldEdit> fix) {
        remarks.add(new HeaderFinding(finding(rule, field, message), fix));
    }

    private void remark(Rule rule, String field, String message) {
        remarks.add(new HeaderFinding(finding(rule, field, message), Optional.empty()));
    }

    private Finding finding(Rule rule, String field, String message) {
        int line = header.field(field).map(HeaderField::line).orElse(1);
        String value = seen.value(field);
        String shown = value.isEmpty()
                ? ""
                : ", not: "
                        + ByteText.printable(
                                value.lines().findFirst().orElse("").strip());
        String brief = shown.length() > 200 ? shown.substring(0, 200) + "…" : shown;
        return Finding.of(at.apply(line), rule, message + (message.contains(" wants ") ? brief : ""));
    }
}
