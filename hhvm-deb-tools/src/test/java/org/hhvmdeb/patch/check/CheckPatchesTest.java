package org.hhvmdeb.patch.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.notice.Severity;
import org.hhvmdeb.patch.engine.HunkOutcome;
import org.hhvmdeb.patch.engine.HunkStatus;
import org.hhvmdeb.patch.lint.LintPatches;
import org.hhvmdeb.patch.lint.LintPatchesRequest;
import org.hhvmdeb.patch.outcome.PatchOutcome;
import org.hhvmdeb.patch.outcome.PatchOutcome.State;
import org.hhvmdeb.patch.tree.DirectoryTree;
import org.hhvmdeb.testkit.SourceFixture;
import org.hhvmdeb.testkit.TreeSnapshot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckPatchesTest {

    private static final String MAIN = """
            int main()
            {
                first();
                second();
                third();
                return 0;
            }
            """;
    private static final String EDIT = """
            Description: call the other one
            --- a/main.c
            +++ b/main.c
            @@ -2,5 +2,5 @@
             {
                 first();
            -    second();
            +    other();
                 third();
                 return 0;
            """;

    @TempDir
    Path directory;

    private SourceFixture source;

    @BeforeEach
    void anUpstreamWithOneFile() throws IOException {
        source = new SourceFixture(directory.resolve("hhvm")).file("main.c", MAIN);
    }

    private static Finding only(PatchReport report, String rule) {
        List<Finding> found = report.findings().stream()
                .filter(f -> f.rule().id().equals(rule))
                .toList();
        assertThat(found).as(report.findings().toString()).hasSize(1);
        return found.get(0);
    }

    @Test
    void aSeriesThatFitsPassesWithoutAWord() throws Exception {
        PatchReport report = source.patch("a.patch", EDIT).check();
        assertThat(report.passed()).isTrue();
        assertThat(report.findings()).isEmpty();
        assertThat(report.summary()).isEqualTo("1 patch: it applies");
        assertThat(report.outcomes().get(0).files().get(0).hunks())
                .extracting(HunkOutcome::status)
                .containsExactly(HunkStatus.EXACT);
    }

    @Test
    void nothingIsWrittenAnywhere() throws Exception {
        source.patch("a.patch", EDIT);
        Map<String, String> before = TreeSnapshot.of(new DirectoryTree(directory));
        source.check();
        assertThat(TreeSnapshot.of(new DirectoryTree(directory))).isEqualTo(before);
    }

    @Test
    void aPatchThatDoesNotApplyNamesFileAndHunk() throws Exception {
        source.file("main.c", MAIN.replace("second();", "second(x);"));
        PatchReport report =
                source.patch("a.patch", EDIT).patch("b.patch", EDIT).check();
        assertThat(report.passed()).isFalse();
        Finding finding = only(report, "patch-does-not-apply");
        assertThat(finding.where().toString()).endsWith("debian/patches/a.patch:4");
        assertThat(finding.message())
                .contains("a.patch", "main.c", "hunk #1 of 1")
                .contains("line 4 expected:     second();")
                .contains("line 4    found:     second(x);")
                .contains("refresh");
        assertThat(report.outcomes()).extracting(PatchOutcome::state).containsExactly(State.FAILED, State.NOT_REACHED);
        assertThatThrownBy(report::orFail)
                .isInstanceOf(FindingsException.class)
                .hasMessageContaining("0 apply, 1 failed, 1 not reached");
    }

    @Test
    void fuzzIsExplained() throws Exception {
        source.file("main.c", MAIN.replace("{", "{ /* new */"));
        PatchReport report = source.patch("a.patch", EDIT).check();
        assertThat(only(report, "patch-does-not-apply").message())
                .contains(
                        "quilt would apply it at line 2 with fuzz 1",
                        "dpkg-source allows no fuzz",
                        "hhvm-deb patches refresh --fuzz 1");
    }

    @Test
    void aHunkThatUpstreamHasIsCalledAlreadyApplied() throws Exception {
        source.file("main.c", MAIN.replace("second", "other"));
        PatchReport report = source.patch("a.patch", EDIT).check();
        assertThat(only(report, "patch-does-not-apply").message()).contains("already applied", "line 2", "drop");
        assertThat(report.outcomes().get(0).files().get(0).hunks().get(0).status())
                .isEqualTo(HunkStatus.ALREADY_APPLIED);
    }

    @Test
    void aHunkThatUpstreamHasIsFoundInItsPlaceBehindOneThatUpstreamLacks() throws Exception {
        List<String> lines = new ArrayList<>(Collections.nCopies(80, "line"));
        lines.set(4, "five");
        lines.set(39, "there");
        lines.set(71, "there");
        source.file("main.c", String.join("\n", lines) + "\n");
        String patch = "--- a/main.c\n+++ b/main.c\n@@ -4,4 +4,14 @@\n line\n five\n" + "+new\n".repeat(10)
                + " line\n line\n@@ -40 +50 @@\n-gone\n+there\n";
        PatchReport report = source.patch("a.patch", patch).check();
        assertThat(only(report, "patch-does-not-apply").message()).contains("already applied", "line 40");
    }

    /** Its two braces stand together at the end, too. */
    @Test
    void aRemovedLineThatIsStillThereIsNotCalledAlreadyApplied() throws Exception {
        source.file("main.c", "}\n}\nother\nremove me\n}\n}\n}\n");
        String patch = "--- a/main.c\n+++ b/main.c\n@@ -3,3 +3,2 @@\n }\n-remove me\n }\n";
        PatchReport report = source.patch("a.patch", patch).check();
        assertThat(only(report, "patch-does-not-apply").message())
                .doesNotContain("already applied")
                .contains("line 3    found: other");
    }

    @Test
    void thousandsOfHunksThatDoNotFitAreNotAllTried() throws Exception {
        StringBuilder patch = new StringBuilder("--- a/main.c\n+++ b/main.c\n");
        for (int i = 1; i <= 5000; i++) {
            patch.append("@@ -").append(i).append(" +").append(i).append(" @@\n-nowhere\n+anywhere\n");
        }
        PatchReport report = source.patch("a.patch", patch.toString()).check();
        assertThat(report.findings()).hasSize(101);
        assertThat(report.findings().get(100).message()).contains("from #101 to #5000 were not tried");
    }

    @Test
    void otherLineEndingsAreNamed() throws Exception {
        source.file("main.c", MAIN.replace("\n", "\r\n"));
        PatchReport report = source.patch("a.patch", EDIT).check();
        assertThat(only(report, "patch-does-not-apply").message()).contains("other line endings");
    }

    @Test
    void anOffsetIsANoteAndALargeOneAWarning() throws Exception {
        source.file("main.c", "/* */\n".repeat(3) + MAIN);
        Finding small = only(source.patch("a.patch", EDIT).check(), "patch-applies-with-offset");
        assertThat(small.severity()).isEqualTo(Severity.NOTE);
        assertThat(small.message()).contains("#1 +3");
        source.file("main.c", "/* */\n".repeat(300) + MAIN);
        Finding large = only(source.check(), "patch-applies-with-offset");
        assertThat(large.severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void aMissingPatchFileIsFoundAtItsLineOfTheSeries() throws Exception {
        PatchReport report = source.patch("a.patch", EDIT)
                .series("# c\na.patch\nmissing.patch\n")
                .check();
        Finding finding = only(report, "quilt-series-references-non-existent-patch");
        assertThat(finding.where().toString()).endsWith("debian/patches/series:3");
        assertThat(report.outcomes()).extracting(PatchOutcome::state).containsExactly(State.APPLIED, State.FAILED);
    }

    @Test
    void anInsecureNameStopsTheWholeSeries() throws Exception {
        PatchReport report =
                source.patch("a.patch", EDIT).series("a.patch\n../../x\n").check();
        assertThat(only(report, "series-insecure-path").where().line()).isEqualTo(2);
        assertThat(report.outcomes()).extracting(PatchOutcome::state).containsOnly(State.NOT_REACHED);
    }

    @Test
    void aPatchThatLinksOutOfTheDirectoryIsNotRead() throws Exception {
        Files.writeString(directory.resolve("secret"), "password\n");
        source.link("debian/patches/a.patch", directory.resolve("secret").toString())
                .series("a.patch\n");
        Finding finding = only(source.check(), "quilt-series-references-non-existent-patch");
        assertThat(finding.message()).contains("symbolic link").doesNotContain("password");
    }

    @Test
    void filesInNoSeriesAndLinesTwiceAndOptionsAreFound() throws Exception {
        source.patch("a.patch", EDIT)
                .file("debian/patches/lonely.patch", EDIT)
                .file("debian/patches/named.patch", EDIT)
                .series("#named.patch waits for upstream\na.patch -p0\na.patch");
        PatchReport report = source.check();
        assertThat(only(report, "patch-file-present-but-not-mentioned-in-series")
                        .where()
                        .file())
                .endsWith("lonely.patch");
        only(report, "series-names-patch-twice");
        only(report, "quilt-patch-with-non-standard-options");
        only(report, "quilt-series-without-trailing-newline");
        assertThat(report.passed()).isFalse();
    }

    @Test
    void patchesWithoutASeriesAreFound() throws Exception {
        source.patch("a.patch", EDIT);
        Files.delete(source.root().resolve("debian/patches/series"));
        only(source.check(), "patches-without-series");
    }

    @Test
    void aSourceWithoutPatchesPasses() throws Exception {
        Path debian = Files.createDirectories(directory.resolve("other/debian"));
        Files.writeString(debian.resolve("control"), "");
        PatchReport report = new CheckPatches()
                .run(CheckPatchesRequest.againstTree(debian, directory.resolve("other")), Progress.silent());
        assertThat(report.passed()).isTrue();
        assertThat(report.findings()).isEmpty();
    }

    @Test
    void aPatchWithoutPrefixThatHitsTheWrongFileIsFound() throws Exception {
        source.file("src/main.c", MAIN);
        PatchReport report = source.patch(
                        "a.patch", EDIT.replace("a/main.c", "src/main.c").replace("b/main.c", "src/main.c"))
                .check();
        assertThat(only(report, "patch-without-prefix").message()).contains("src/main.c", "patches main.c instead");
    }

    @Test
    void whatDpkgSourceRefusesBeforehandIsAnErrorWithItsLine() throws Exception {
        PatchReport report =
                source.patch("a.patch", EDIT.replace(" {\n", "\t{\n")).check();
        assertThat(only(report, "patch-malformed").where().toString()).endsWith("a.patch:5");
    }

    @Test
    void aCompressedPatchIsRead() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(EDIT.getBytes(StandardCharsets.UTF_8));
        }
        source.file("debian/patches/a.patch.gz", packed.toByteArray()).series("a.patch.gz\n");
        assertThat(source.check().passed()).isTrue();
    }

    @Test
    void namesStayRelativeWhereTheRequestIs() throws HhvmDebException, IOException {
        source.patch("a.patch", EDIT.replace("second", "nowhere"));
        Path relative = Path.of("").toAbsolutePath().relativize(source.root());
        PatchReport report = new CheckPatches()
                .run(CheckPatchesRequest.againstTree(relative.resolve("debian"), relative), Progress.silent());
        assertThat(report.findings().toString())
                .doesNotContain(Path.of("").toAbsolutePath().toString());
        assertThat(report.findings().get(0).where().file()).isEqualTo(relative + "/debian/patches/a.patch");
    }

    @Test
    void aDirectoryThatDoesNotExistIsAnInputError() {
        Path nowhere = directory.resolve("nowhere");
        assertThatThrownBy(() ->
                        new CheckPatches().run(CheckPatchesRequest.againstTree(nowhere, nowhere), Progress.silent()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void aTarballThatIsCutOffIsRefused() throws Exception {
        Path orig = Files.write(
                directory.resolve("hhvm_1.orig.tar.gz"), new byte[] {31, (byte) 139, 8, 0, 0, 0, 0, 0, 0, 3, 1});
        source.patch("edit.patch", EDIT);
        CheckPatchesRequest request = CheckPatchesRequest.againstOrig(directory.resolve("hhvm/debian"), orig);
        assertThatThrownBy(() -> new CheckPatches().run(request, Progress.silent()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cut off, damaged or no tar archive");
    }

    @Test
    void anAppliedPatchThatTheSeriesLacksIsTold() throws Exception {
        source.file("f", "a\n").series("").file(".pc/applied-patches", "gone.patch\n");
        source.patch("p", "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n");
        Finding finding = only(source.check(), "applied-patch-not-in-series");
        assertThat(finding.message()).contains("gone.patch", "hhvm-deb patches unapply", "--force");
        source.file(".pc/applied-patches", "./p\n");
        assertThat(source.check().findings())
                .extracting(f -> f.rule().id())
                .doesNotContain("applied-patch-not-in-series");
    }

    @Test
    void aPatchThatIsCutInItsLastLineIsSaidToLackANewline() throws Exception {
        source.file("f", "a\nb\nhere\n").patch("p", "--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n-a\n+A\n b\n here");
        Finding finding = only(source.check(), "patch-does-not-apply");
        assertThat(finding.message())
                .contains("no newline at its end", "lint --fix")
                .doesNotContain("fuzz");
        assertThat(new LintPatches()
                        .run(LintPatchesRequest.of(source.root().resolve("debian")), Progress.silent())
                        .findings())
                .extracting(f -> f.rule().id())
                .contains("patch-without-final-newline");
    }
}
