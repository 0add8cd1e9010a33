package org.hhvmdeb.patch.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.notice.Severity;
import org.hhvmdeb.patch.PatchRule;
import org.hhvmdeb.patch.tree.DirectoryTree;
import org.hhvmdeb.report.Report;
import org.hhvmdeb.report.ReportItem;
import org.hhvmdeb.testkit.SourceFixture;
import org.hhvmdeb.testkit.TreeSnapshot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LintPatchesTest {

    private static final String DIFF = "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n-a\n+b\n c\n";
    private static final String GOOD = "Description: x\nAuthor: A <a@example.org>\nForwarded: not-needed\n";

    @TempDir
    Path directory;

    private SourceFixture source;

    @BeforeEach
    void aSource() throws IOException {
        source = new SourceFixture(directory.resolve("hhvm"));
    }

    private Path debian() {
        return source.root().resolve("debian");
    }

    private LintedPatches lint() throws HhvmDebException {
        return new LintPatches().run(LintPatchesRequest.of(debian()), Progress.silent());
    }

    private FixedPatches fix() throws HhvmDebException {
        return new FixPatches().run(LintPatchesRequest.of(debian()), Progress.silent());
    }

    private List<String> rulesFor(String header) throws Exception {
        source.file("debian/patches/p", (header + DIFF).getBytes(StandardCharsets.UTF_8))
                .series("p\n");
        return lint().findings().stream().map(f -> f.rule().id()).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            value = {
                "Description: x;Author: A;Forwarded: no                    | patch-not-forwarded-upstream",
                "Description: x;Author: A                                  | patch-not-forwarded-upstream",
                "Author: A                                                 | invalid-dep3-format-patch-no-description-and-subject",
                "Subject: x                                                | invalid-dep3-format-patch-no-origin",
                "Description: x;Origin: <vendor|upstream|other>, <url of original patch>;Bug: https://x/ | invalid-dep3-format-patch-origin-field-default-value",
                "Description: x;Origin: A <a@example.org>;Forwarded: yes   | dep3-format-patch-author-or-from-is-better",
                "Description: x;Author: A;Bug: <url in upstream bugtracker> | invalid-dep3-format-patch-bug-field-default-value",
                "Description: x;Author: A;Bug: #123                        | invalid-dep3-format-patch-maybe-bug-debian",
                "Description: x;Author: A;Bug: see the tracker             | invalid-dep3-format-patch-bug-not-contain-url",
                "Description: x;Author: A;Bug: http://x/;Bug-Debian: 1     | invalid-dep3-format-patch-wrong-bug-debian-url",
                "Description: x;Author: A;Bug: http://x/;Bug-Debian: https://bugs.debian.org.evil/1 | invalid-dep3-format-patch-wrong-bug-debian-url",
                "Description: x;Author: A;Bug: http://x/;Last-Update: 2023-02-29 | invalid-dep3-format-patch-wrong-last-update",
                "From: A <a@example.org>;;Subject: x;;text                 | patch-header-unread-by-lintian",
                "Description: x;Author: A;Forwarded: TODO                  | patch-forwarded-unclear",
                "Description: x;Author: A;Forwarded: not needed            | patch-forwarded-unclear",
                "Description: x;Author: A;Bug: http://x/;Last-Updated: 2020-01-01 | patch-field-misnamed",
                "Description: x;Origin: upstream                           | patch-origin-without-reference",
                "Description: x;Origin: upstream,https://x/                | patch-origin-without-blank",
                "Description: x;Author: A;Forwarded: yes;;Origin: other, x;;Bug: http://x/ | patch-with-too-many-headers",
                "Description: x;Author: A;Forwarded: yes;;Forwarded: no    | patch-field-repeated"
            })
    void aHeaderIsFoundFaultWithUnderLintiansNames(String header, String rule) throws Exception {
        assertThat(rulesFor(header.replace(';', '\n') + "\n\n")).contains(rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"./site/p", "site//p", "site/./p"})
    void aPathThatTheSeriesSpellsOddlyNamesItsFileAllTheSame(String spelt) throws Exception {
        source.file("debian/patches/site/p", "Description: x\nAuthor: A\nForwarded: not-needed\n\n" + DIFF)
                .series(spelt + "\n");
        assertThat(lint().findings()).extracting(f -> f.rule().id()).containsOnlyOnce("series-spells-path-oddly");
        assertThat(lint().findings())
                .extracting(f -> f.rule().id())
                .doesNotContain("patch-file-present-but-not-mentioned-in-series");
        source.series(spelt + "\nsite/p\n");
        assertThat(lint().findings()).extracting(f -> f.rule().id()).contains("series-names-patch-twice");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Description: x;Author: A;Forwarded: not-needed",
                "Subject: x;From: A;Bug: HTTPS://x/",
                "Description: x;Origin: upstream, https://x/;Last-Update: 2024-02-29;Forwarded: yes",
                "Description: x;Origin: backport, commit:abc;Bug-Debian: http://bugs.debian.org/1",
                "Description: x;Author: A;Forwarded: https://x/;Bug-Debian: https://salsa.debian.org/x",
                "description: x;AUTHOR: A;applied-upstream: 3.15.0, commit:abc"
            })
    void aHeaderWithoutFaultIsFoundNoneWith(String header) throws Exception {
        assertThat(rulesFor(header.replace(';', '\n') + "\n\n")).isEmpty();
    }

    @Test
    void textThatDescribesNothingIsNoDescription() throws Exception {
        assertThat(rulesFor("")).containsExactly("quilt-patch-missing-description");
        assertThat(rulesFor("Index: f\n=====\n")).containsExactly("quilt-patch-missing-description");
        assertThat(rulesFor("\n  TODO: Put a short summary on the line above and replace this paragraph\n"))
                .contains("quilt-patch-using-template-description");
    }

    @Test
    void aHeaderThatIsNoUtf8IsFound() throws Exception {
        source.file("debian/patches/p", (GOOD.replace('x', '\u00fc') + DIFF).getBytes(StandardCharsets.ISO_8859_1))
                .series("p\n");
        assertThat(lint().findings()).extracting(f -> f.rule().id()).containsExactly("patch-header-not-utf8");
    }

    @Test
    void whatDpkgSourceRefusesOnAnyTreeIsAnError() throws Exception {
        source.patch("p", GOOD + "\n+++ b/f\n" + DIFF);
        assertThat(lint().findings())
                .extracting(f -> f.rule().id())
                .contains("patch-malformed", "patch-header-with-diff-marker");
        assertThat(lint().toReport(Severity.ERROR).passed()).isFalse();
    }

    @Test
    void trapsInTheDiffAreFound() throws Exception {
        source.patch("surplus", GOOD + DIFF + "+more\n")
                .patch("prereq", GOOD + "Prereq: 1.2\n" + DIFF)
                .patch("dos", GOOD + DIFF.replace("a/f\n", "a/f\r\n").replace("b/f\n", "b/f\r\n"))
                .patch("mixed", GOOD + DIFF.replace("-a\n", "-a\r\n"))
                .patch("quoted", GOOD + " .\n  " + DIFF.replace("\n", "\n  ").strip() + "\n" + DIFF);
        assertThat(lint().findings())
                .extracting(f ->
                        Path.of(f.where().file()).getFileName() + " " + f.rule().id())
                .contains(
                        "surplus patch-surplus-lines",
                        "prereq patch-with-prerequisite",
                        "dos patch-with-dos-headers",
                        "mixed patch-mixes-line-endings",
                        "quoted patch-header-with-diff-marker");
    }

    @Test
    void lintiansErrorsAreNoErrorsHere() throws Exception {
        source.file("debian/patches/p", GOOD + DIFF).series("p");
        assertThat(lint().findings()).singleElement().satisfies(f -> {
            assertThat(f.rule().id()).isEqualTo("quilt-series-without-trailing-newline");
            assertThat(f.severity()).isEqualTo(Severity.WARNING);
        });
        assertThat(lint().toReport(Severity.ERROR).passed()).isTrue();
        assertThat(lint().toReport(Severity.WARNING).passed()).isFalse();
    }

    @Test
    void whatHasOneRightAnswerIsCorrectedAndNothingElse() throws Exception {
        String wrong = """
                Description: x
                Origin:  A <a@example.org>
                Bug-Debian:\t#123
                Forwarded: Not-Needed
                Last-Updated: Mon, 03 Feb 2020 10:00:00 +0100

                """.replace("\n", "\r\n");
        source.file("debian/patches/p", wrong + DIFF)
                .file("debian/patches/other", "Last-Update: 1/2/2020\nOrigin: upstream,https://x/\n" + DIFF)
                .series("# s\n   # indented\np # why\nother");
        assertThat(fix().fixes()).hasSize(8);
        assertThat(source.root().resolve("debian/patches/p"))
                .hasContent(wrong.replace("Origin", "Author")
                                .replace("#123", "https://bugs.debian.org/123")
                                .replace("Not-Needed", "not-needed")
                                .replace("Updated: Mon, 03 Feb 2020 10:00:00 +0100", "Update: 2020-02-03")
                        + DIFF);
        assertThat(source.root().resolve("debian/patches/other"))
                .hasContent("Last-Update: 1/2/2020\nOrigin: upstream, https://x/\n" + DIFF);
        assertThat(source.root().resolve("debian/patches/series")).hasContent("# s\n# indented\np # why\nother\n");
        assertThat(fix().fixes()).isEmpty();
    }

    @Test
    void whatNeedsNoCorrectionIsNotTouched() throws Exception {
        source.patch("p", GOOD + DIFF);
        Map<String, String> before = TreeSnapshot.of(new DirectoryTree(directory));
        assertThat(fix().fixes()).isEmpty();
        assertThat(TreeSnapshot.of(new DirectoryTree(directory))).isEqualTo(before);
    }

    @Test
    void aCorrectedFileKeepsItsMode() throws Exception {
        source.file("debian/patches/p", "Forwarded: NO\n" + DIFF).series("p\n").executable("debian/patches/p");
        fix();
        assertThat(Files.isExecutable(source.root().resolve("debian/patches/p")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2020/2/3                        | 2020-02-03",
                "2020.02.03                      | 2020-02-03",
                "2020-02-03T10:00:00Z            | 2020-02-03",
                "2020-02-03 10:00:00 +0100       | 2020-02-03",
                "3 Feb 2020                      | 2020-02-03",
                "February 3rd, 2020              | 2020-02-03",
                "Mon, 3 Feb 2020 10:00:00 +0100  | 2020-02-03",
                "13/2/2020                       | 2020-02-13",
                "2/13/2020                       | 2020-02-13",
                "2/3/2020                        | 2/3/2020",
                "30/2/2020                       | 30/2/2020",
                "yesterday                       | yesterday",
                "20200203                        | 20200203"
            })
    void aDateIsCorrectedWhereItCanBeReadOneWayOnly(String written, String date) throws Exception {
        String rest = "Description: x\nAuthor: A\nForwarded: no\n";
        source.patch("p", rest + "Last-Update: " + written + "\n" + DIFF);
        fix();
        assertThat(source.root().resolve("debian/patches/p")).hasContent(rest + "Last-Update: " + date + "\n" + DIFF);
    }

    @Test
    void aSectionCanBeLookedAtAlone() throws Exception {
        source.file("debian/patches/a", DIFF).file("debian/patches/b", DIFF).series("a\n\n# ours\nb\n");
        LintedPatches ours =
                new LintPatches().run(new LintPatchesRequest(debian(), Optional.of("ours")), Progress.silent());
        assertThat(ours.items()).extracting(ReportItem::name).containsExactly("series", "b");
        LintPatchesRequest unknown = new LintPatchesRequest(debian(), Optional.of("theirs"));
        assertThatThrownBy(() -> new LintPatches().run(unknown, Progress.silent()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("ours");
    }

    @Test
    void theReportOfACheckHasEverythingOnceAndPatchByPatch() throws Exception {
        source.file("f", "a\nc\n").patch("good", GOOD + DIFF).patch("bad", DIFF).patch("late", GOOD + DIFF);
        Report report = source.check().toReport(lint(), Severity.ERROR);
        assertThat(report.items()).extracting(ReportItem::name).containsExactly("series", "good", "bad", "late");
        assertThat(report.items()).extracting(ReportItem::checked).containsExactly(true, true, true, false);
        assertThat(report.items().get(2).findings())
                .extracting(f -> f.rule().id())
                .containsExactly("patch-does-not-apply", "quilt-patch-missing-description");
        assertThat(report.findings()).doesNotHaveDuplicates();
        assertThat(report.passed()).isFalse();
    }

    @Test
    void ofOtherSectionsACheckTellsOnlyWhatStopsTheSeries() throws Exception {
        source.file("f", "a\nc\n")
                .file("debian/patches/a", DIFF)
                .file("debian/patches/b", DIFF)
                .file("debian/patches/c", DIFF)
                .series("a\nb\n# ours\nc\n");
        LintedPatches ours =
                new LintPatches().run(new LintPatchesRequest(debian(), Optional.of("ours")), Progress.silent());
        Report report = source.check().toReport(ours, Severity.ERROR);
        assertThat(report.findings())
                .extracting(f ->
                        Path.of(f.where().file()).getFileName() + " " + f.rule().id())
                .containsExactly("b patch-does-not-apply", "c quilt-patch-missing-description");
    }

    @Test
    void aMillionFaultsAreNotAllShown() throws Exception {
        source.patch("p", "Debian-Bug: 1\n".repeat(100_000) + DIFF);
        assertThat(lint().findings().size()).isBetween(20, 100);
    }

    @Test
    void whatUpstreamHasAppliedNeedNotBeSent() throws Exception {
        assertThat(rulesFor("Description: x\nAuthor: A\nApplied-Upstream: 3.2.0, commit:12345\n\n"))
                .isEmpty();
        assertThat(rulesFor("Description: x\nAuthor: A\nForwarded: no\nApplied-Upstream: 3.2.0\n\n"))
                .isEmpty();
    }

    @Test
    void whatTheSeriesNamesInACommentOnlyNeedNotBeSent() throws Exception {
        assertThat(rulesFor("Description: x\nAuthor: A\n\n")).containsExactly("patch-not-forwarded-upstream");
        source.series("# p -- not now\n");
        assertThat(lint().findings()).isEmpty();
    }

    /** As they are written in a shell or in other fields; mk-origtargz takes out nothing for them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"'third-party/a,'|third-party/a", "./third-party/b|third-party/b", "/docs|docs"})
    void aPatternOfFilesExcludedThatMatchesNothingIsToldWithWhatIsMeant(String pattern, String meant) throws Exception {
        source.patch("p.patch", GOOD + DIFF);
        Files.writeString(
                debian().resolve("copyright"),
                "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\nFiles-Excluded: web\n "
                        + pattern + "\n third-party/*/c\n");
        assertThat(lint().findings())
                .filteredOn(f -> f.rule().id().startsWith("files-excluded"))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.where().line()).isEqualTo(3);
                    assertThat(f.message()).contains("\"" + pattern + "\"").endsWith("write " + meant);
                });
    }

    /** GNU patch does not read such a line: context, or what is added. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "@@ -1,3 +1,3 @@\n-a\n+A\n b\n here",
                "@@ -1 +1,2 @@\n a\n+more",
                "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b"
            })
    void aNewlineThatIsMissingAtTheEndIsAdded(String hunk) throws Exception {
        String content = "Description: x\nAuthor: A <a@b.c>\nForwarded: no\n--- a/f\n+++ b/f\n" + hunk;
        source.file("debian/patches/p", content).series("p\n");
        assertThat(lint().findings().stream().map(Finding::message))
                .anySatisfy(m -> assertThat(m).contains("no newline at its end", "lint --fix"));
        assertThat(fix().fixes()).extracting(FixedPatches.Fix::rule).contains(PatchRule.PATCH_WITHOUT_FINAL_NEWLINE);
        assertThat(debian().resolve("patches/p")).hasContent(content + "\n");
        assertThat(fix().fixes()).isEmpty();
    }

    @Test
    void aTextOrAMarkerWithoutANewlineStays() throws Exception {
        String marked = DIFF.strip() + "\n\\ No newline at end of file";
        source.file("debian/patches/p", marked).series("p\n");
        fix();
        assertThat(debian().resolve("patches/p")).content().endsWith("end of file");
    }
}
