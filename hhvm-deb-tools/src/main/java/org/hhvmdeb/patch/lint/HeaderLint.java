package org.hhvmdeb.patch.lint;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import org.hhvmdeb.patch.dep3.Origin;
import org.hhvmdeb.patch.diff.PatchFile;
import org.hhvmdeb.patch.lint.LintianHeader.Obstacle;

/** What can be wrong with the header of a patch, under lintian's names where lintian has one. */
final class HeaderLint {

    private static final int LONGEST_SUMMARY = 80;
    private static final Set<String> ONCE =
            Set.of("description", "subject", "origin", "forwarded", "last-update", "applied-upstream");
    private static final Set<String> UNCLEAR = Set.of("todo", "tbd", "n/a", "na", "none", "unknown", "maybe", "?", "-");

    private final PatchFile file;
    private final Header header;
    private final LintianHeader seen;
    private final IntFunction<Location> at;
    private final List<HeaderFinding> remarks = new ArrayList<>();

    private HeaderLint(byte[] patch, IntFunction<Location> at) {
        this.file = PatchFile.of(patch);
        this.header = Header.of(file.header());
        this.seen = LintianHeader.of(patch);
        this.at = at;
    }

    /**
     * Looks at a patch.
     *
     * @param patch the whole file
     * @param at where a line of it is
     */
    public static List<HeaderFinding> of(byte[] patch, IntFunction<Location> at) {
        if (patch.length == 0) {
            return List.of();
        }
        HeaderLint lint = new HeaderLint(patch, at);
        lint.checkReadable();
        if (lint.seen.obstacle() == Obstacle.NONE) {
            lint.remarks.addAll(new Dep3Lint(lint.seen, lint.header, at).remarks());
        }
        lint.checkHeaders();
        lint.checkFields();
        lint.checkOrigin();
        lint.checkForwarded();
        return lint.remarks;
    }

    /** The remarks with a fix, at most one for each field. */
    public static List<HeaderFinding> fixable(byte[] patch, IntFunction<Location> at) {
        Set<HeaderField> fields = new HashSet<>();
        return of(patch, at).stream()
                .filter(r -> r.fix().filter(e -> fields.add(e.field())).isPresent())
                .toList();
    }

    /** The patch with everything put right that has one right answer. */
    public static byte[] fixed(byte[] patch, List<HeaderFinding> remarks) {
        PatchFile file = PatchFile.of(patch);
        List<FieldEdit> edits = remarks.stream().flatMap(r -> r.fix().stream()).toList();
        if (edits.isEmpty()) {
            return patch;
        }
        return file.withHeader(Header.of(file.header()).with(edits).toBytes()).toBytes();
    }

    private void checkReadable() {
        if (seen.obstacle() == Obstacle.NOT_UTF8) {
            remark(
                    1,
                    PatchRule.PATCH_HEADER_NOT_UTF8,
                    "the header is not UTF-8, so that lintian checks nothing in it; convert the header, not the diff");
        } else if (seen.obstacle() == Obstacle.NOT_CONTROL && !header.fields().isEmpty()) {
            remark(
                    seen.line(),
                    PatchRule.PATCH_HEADER_UNREAD_BY_LINTIAN,
                    "lintian reads the header as a control file and silently checks nothing in it: " + seen.reason());
        }
    }

    private void checkHeaders() {
        if (header.stanzas() > 2) {
            int line = header.fields().stream()
                    .filter(f -> f.stanza() == 3)
                    .findFirst()
                    .map(HeaderField::line)
                    .orElse(1);
            remark(
                    line,
                    PatchRule.PATCH_WITH_TOO_MANY_HEADERS,
                    "this is the third header of the patch, DEP-3 knows two; take the fields together");
        }
        String text = new String(file.header(), StandardCharsets.ISO_8859_1);
        int line = 1;
        for (int from = 0; from < text.length(); line++) {
            if (text.startsWith("+++ ", from) || text.startsWith("@@ -", from)) {
                remark(
                        line,
                        PatchRule.PATCH_HEADER_WITH_DIFF_MARKER,
                        "dpkg-source takes this line of the header for a piece of a diff and refuses the patch; indent it");
                return;
            }
            int newline = text.indexOf('\n', from);
            from = newline < 0 ? text.length() : newline + 1;
        }
    }

    private void checkFields() {
        Map<String, Integer> lines = new HashMap<>();
        Set<String> names = new HashSet<>();
        header.fields().forEach(f -> names.add(f.name().toLowerCase(Locale.ROOT)));
        for (HeaderField field : header.fields()) {
            String name = field.name().toLowerCase(Locale.ROOT);
            Integer first = ONCE.contains(name) ? lines.putIfAbsent(name, field.line()) : null;
            if (first != null) {
                remark(
                        field.line(),
                        PatchRule.PATCH_FIELD_REPEATED,
                        "the field " + field.name() + " is there already in line " + first
                                + "; of two, programs take the one or the other");
            }
            Optional<String> proper = FieldRules.properName(field.name());
            if (proper.isPresent()) {
                boolean free =
                        proper.get().equals("Bug") || names.add(proper.get().toLowerCase(Locale.ROOT));
                add(
                        field.line(),
                        PatchRule.PATCH_FIELD_MISNAMED,
                        "DEP-3 calls the field " + field.name() + " " + proper.get(),
                        free ? Optional.of(FieldEdit.name(field, proper.get())) : Optional.empty());
            }
        }
        header.field("Description").ifPresent(f -> {
            int length = f.value().lines().findFirst().orElse("").length();
            if (length > LONGEST_SUMMARY) {
                remark(
                        f.line(),
                        PatchRule.PATCH_SUMMARY_TOO_LONG,
                        "the first line of Description has " + length + " characters; it is a summary and has room for "
                                + LONGEST_SUMMARY);
            }
        });
    }

    private void checkOrigin() {
        Optional<HeaderField> field = header.field("Origin");
        if (field.isEmpty()) {
            return;
        }
        String value = field.get().value();
        int comma = value.indexOf(',');
        String word = comma < 0 ? value : value.substring(0, comma);
        Optional<Origin.Category> category = Origin.parse(value).category();
        if (category.isEmpty()) {
            return;
        }
        boolean referring = !Origin.parse(value).reference().isEmpty();
        if (!referring && (category.get() == Origin.Category.UPSTREAM || category.get() == Origin.Category.BACKPORT)) {
            remark(
                    field.get().line(),
                    PatchRule.PATCH_ORIGIN_WITHOUT_REFERENCE,
                    "Origin says that the patch is upstream's, but not where it is: add an address or commit:ID, as in "
                            + "Origin: " + word.strip() + ", commit:0123abc");
        } else if (referring && !value.startsWith(", ", comma)) {
            add(
                    field.get().line(),
                    PatchRule.PATCH_ORIGIN_WITHOUT_BLANK,
                    "a comma and a blank stand between Origin's category and its reference",
                    Optional.of(FieldEdit.value(
                            field.get(),
                            word + ", " + value.substring(comma + 1).stripLeading())));
        }
    }

    private void checkForwarded() {
        Optional<HeaderField> field = header.field("Forwarded");
        String value = field.map(f -> f.value().strip()).orElse("");
        Optional<String> meant = FieldRules.forwarded(value);
        if (field.isEmpty() || value.isEmpty() || meant.filter(value::equals).isPresent()) {
            return;
        }
        if (meant.isPresent()) {
            add(
                    field.get().line(),
                    PatchRule.PATCH_FORWARDED_UNCLEAR,
                    "everything but \"no\" and \"not-needed\" says that the patch was sent upstream; \"" + meant.get()
                            + "\" must be meant",
                    Optional.of(FieldEdit.value(field.get(), meant.get())));
        } else if (UNCLEAR.contains(value.toLowerCase(Locale.ROOT))) {
            remark(
                    field.get().line(),
                    PatchRule.PATCH_FORWARDED_UNCLEAR,
                    "everything but \"no\" and \"not-needed\" says that the patch was sent upstream, so this does; write no, "
                            + "not-needed or the address");
        }
    }

    private void remark(int line, Rule rule, String message) {
        add(line, rule, message, Optional.empty());
    }

    private void add(int line, Rule rule, String message, Optional<FieldEdit> fix) {
        remarks.add(new HeaderFinding(Finding.of(at.apply(line), rule, message), fix));
    }
}
