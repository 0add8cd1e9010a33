package org.hhvmdeb.patch.refresh;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.check.CheckPatchesRequest;
import org.hhvmdeb.patch.engine.HunkStatus;
import org.hhvmdeb.patch.outcome.PatchOutcome;
import org.hhvmdeb.patch.refresh.RefreshedPatch.State;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.SourceFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefreshPatchesTest {

    private static final String NUMBERS = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n";
    private static final String SEVEN = "@@ -4,7 +4,7 @@\n 4\n 5\n 6\n-7\n+seven\n 8\n 9\n 10\n";
    private static final String HEADER = "Description: caf\u00e9\n more\nForwarded: no\n---\nnotes -- \n\n";

    @TempDir
    Path work;

    private SourceFixture source;

    @BeforeEach
    void prepare() throws IOException {
        source = new SourceFixture(work.resolve("x"));
    }

    private RefreshedPatches refresh(boolean normalize, String... only) throws HhvmDebException {
        Path debian = source.root().resolve("debian");
        return new RefreshPatches()
                .run(
                        new RefreshPatchesRequest(
                                CheckPatchesRequest.againstTree(debian, source.root()), Set.of(only), normalize, 2),
                        Progress.silent());
    }

    private RefreshedPatches refresh() throws HhvmDebException {
        return refresh(false);
    }

    private String patch(String name) throws IOException {
        return Files.readString(source.root().resolve("debian/patches").resolve(name), ISO_8859_1);
    }

    private static List<State> states(RefreshedPatches refreshed) {
        return refreshed.patches().stream().map(RefreshedPatch::state).toList();
    }

    private void assertThatAllApplyExactly() throws HhvmDebException {
        assertThat(source.check().outcomes()).allSatisfy(p -> {
            assertThat(p.state()).isEqualTo(PatchOutcome.State.APPLIED);
            assertThat(p.files())
                    .allSatisfy(f -> assertThat(f.hunks()).allMatch(h -> h.status() == HunkStatus.EXACT, "exact"));
        });
    }

    @Test
    void aPatchThatAppliesExactlyKeepsEveryByteInWhateverStyle() throws Exception {
        String quilt = """
                Index: x/f
                ===================================================================
                --- x.orig/f	2020-01-01 00:00:00.000000000 +0000
                +++ x/f	2020-01-01 00:00:00.000000000 +0000
                @@ -6,3 +6,3 @@ int main()
                 6
                -7
                +seven
                 8
                """;
        String git = """
                From 123
                diff --git a/f b/f
                old mode 100644
                new mode 100755
                index 1234567..89abcde
                --- a/f
                +++ b/f
                @@ -1 +1 @@
                -1
                +one
                -- \n2.39
                """;
        source.file("f", NUMBERS).patch("quilt.patch", quilt).patch("git.patch", git);
        assertThat(states(refresh())).containsExactly(State.UNCHANGED, State.UNCHANGED);
        assertThat(patch("quilt.patch")).isEqualTo(quilt);
        assertThat(patch("git.patch")).isEqualTo(git);
    }

    @Test
    void offsetsGoAndTheHeaderStays() throws Exception {
        source.file("f", "new\n" + NUMBERS)
                .patch("p", "--- a/f\n+++ b/f\n" + SEVEN)
                .file(
                        "debian/patches/p",
                        (HEADER + "Index: x/f\n==========================================\n--- x.orig/f\t2020-01-01\n"
                                        + "+++ x/f\t2020-01-01\n" + SEVEN)
                                .getBytes(ISO_8859_1));
        RefreshedPatches refreshed = refresh();
        assertThat(states(refreshed)).containsExactly(State.REFRESHED);
        assertThat(refreshed.patches().get(0).files().get(0).hunks().get(0).offset())
                .isEqualTo(1);
        assertThat(patch("p")).isEqualTo(HEADER + "--- a/f\n+++ b/f\n" + SEVEN.replace("-4,7 +4,7", "-5,7 +5,7"));
        assertThatAllApplyExactly();
        assertThat(states(refresh())).containsExactly(State.UNCHANGED);
    }

    @Test
    void whatOnlyQuiltAppliesIsMadeFitForDpkgSource() throws Exception {
        source.file("f", NUMBERS.replace("4\n", "four\n")).patch("p", "--- a/f\n+++ b/f\n" + SEVEN);
        assertThat(source.check().passed()).isFalse();
        assertThat(states(refresh())).containsExactly(State.REFRESHED);
        assertThat(patch("p")).contains("@@ -4,7 +4,7 @@\n four\n 5\n");
        assertThatAllApplyExactly();
    }

    @Test
    void theDiffIsTheOneQuiltWrites() throws Exception {
        assumeTrue(
                Files.exists(Path.of("/usr/bin/quilt")), "quilt is not installed, so there is nothing to compare with");
        source.file("f", "0\n" + NUMBERS + "11\n12\n13\n14\n15\n16")
                .file("gone", "a\nb\n")
                .file("d/second", NUMBERS)
                .patch(
                        "p",
                        HEADER.replace("\u00e9", "e") + "--- a/f\n+++ b/f\n@@ -1,2 +1,1 @@\n-1\n 2\n"
                                + "@@ -12,5 +11,5 @@\n 12\n 13\n 14\n 15\n-16\n\\ No newline at end of file\n+sixteen\n"
                                + "--- a/gone\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-a\n-b\n"
                                + "--- a/d/second\n+++ b/d/second\n" + SEVEN
                                + "--- /dev/null\n+++ b/d/made\n@@ -0,0 +1 @@\n+made\n");
        Path theirs = work.resolve("theirs");
        FileTree.copy(source.root(), theirs);
        Programs.untethered()
                .run(Command.of(
                                "sh",
                                "-c",
                                "quilt push -a && quilt refresh -p ab --no-timestamps --no-index && quilt pop -a")
                        .in(theirs)
                        .with("QUILT_PATCHES", "debian/patches")
                        .with("QUILTRC", "-"))
                .orFail();
        assertThat(states(refresh())).containsExactly(State.REFRESHED);
        assertThat(patch("p")).isEqualTo(Files.readString(theirs.resolve("debian/patches/p")));
    }

    @Test
    void whatGitsHeadersSayIsKeptWhereTheResultDependsOnIt() throws Exception {
        source.file("old", "0\n" + NUMBERS)
                .file("tool", "0\n" + NUMBERS)
                .file("empty", "")
                .patch(
                        "p",
                        "diff --git a/old b/new\nsimilarity index 90%\nrename from old\nrename to new\nindex 12..34\n"
                                + "--- a/old\n+++ b/new\n" + SEVEN
                                + "diff --git a/tool b/tool\nold mode 100644\nnew mode 100755\n--- a/tool\n+++ b/tool\n"
                                + SEVEN
                                + "diff --git a/empty b/empty\ndeleted file mode 100644\nindex e69de29..0000000\n"
                                + "diff --git a/run b/run\nnew file mode 100755\nindex 0000000..1234567\n"
                                + "--- /dev/null\n+++ b/run\n@@ -0,0 +1 @@\n+x\n-- \n2.39.2\n\n");
        assertThat(states(refresh())).containsExactly(State.REFRESHED);
        assertThat(patch("p"))
                .isEqualTo("diff --git a/old b/new\nrename from old\nrename to new\n--- a/old\n+++ b/new\n"
                        + SEVEN.replace("-4,7 +4,7", "-5,7 +5,7")
                        + "diff --git a/tool b/tool\nold mode 100644\nnew mode 100755\n--- a/tool\n+++ b/tool\n"
                        + SEVEN.replace("-4,7 +4,7", "-5,7 +5,7")
                        + "diff --git a/empty b/empty\ndeleted file mode 100644\n"
                        + "index e69de29..0000000\n"
                        + "diff --git a/run b/run\nnew file mode 100755\n--- /dev/null\n+++ b/run\n@@ -0,0 +1 @@\n+x\n"
                        + "-- \n2.39.2\n\n");
        assertThatAllApplyExactly();
    }

    @Test
    void blanksInNamesAndBytesThatAreNoTextSurvive() throws Exception {
        source.file("a b", ("0\r\n" + "\0\u00ff\r\n".repeat(3) + "x").getBytes(ISO_8859_1))
                .patch("p", "")
                .file(
                        "debian/patches/p",
                        ("--- a/a b\t\n+++ b/a b\t\n@@ -1,4 +1,4 @@\n" + " \0\u00ff\r\n".repeat(3)
                                        + "-x\n\\ No newline at end of file\n+\u00e9\n\\ No newline at end of file\n")
                                .getBytes(ISO_8859_1));
        assertThat(states(refresh())).containsExactly(State.REFRESHED);
        assertThat(patch("p"))
                .isEqualTo("--- a/a b\t\n+++ b/a b\t\n@@ -2,4 +2,4 @@\n" + " \0\u00ff\r\n".repeat(3)
                        + "-x\n\\ No newline at end of file\n+\u00e9\n\\ No newline at end of file\n");
        assertThatAllApplyExactly();
    }

    @Test
    void laterPatchesAreRefreshedAgainstWhatEarlierOnesLeave() throws Exception {
        source.file("f", NUMBERS)
                .patch("first", "--- a/f\n+++ b/f\n@@ -1 +1,2 @@\n+new\n 1\n")
                .patch("second", "--- a/f\n+++ b/f\n" + SEVEN);
        assertThat(states(refresh())).containsExactly(State.UNCHANGED, State.REFRESHED);
        assertThatAllApplyExactly();
    }

    @Test
    void onlyThePatchesAskedForChange() throws Exception {
        String second = "--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n 1\n-2\n+two\n 3\n";
        source.file("f", "new\nnewer\n" + NUMBERS + "11\n")
                .patch("first", "--- a/f\n+++ b/f\n" + SEVEN)
                .patch("second", second.replace("@@ -1,3 +1,3 @@", "@@ -2,3 +2,3 @@"));
        assertThat(states(refresh(false, "first"))).containsExactly(State.REFRESHED, State.UNCHANGED);
        assertThat(patch("second")).contains("@@ -2,3 +2,3 @@");
        assertThatThrownBy(() -> refresh(false, "nosuch"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("nosuch");
    }

    @Test
    void onePatchThatFailsLeavesAllAsTheyAre() throws Exception {
        String shifted = "--- a/f\n+++ b/f\n" + SEVEN;
        source.file("f", "new\n" + NUMBERS)
                .patch("first", shifted)
                .patch("second", "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-nothing like it\n+x\n")
                .patch("third", "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-new\n+x\n");
        RefreshedPatches refreshed = refresh();
        assertThat(states(refreshed)).containsExactly(State.NOT_WRITTEN, State.FAILED, State.NOT_REACHED);
        assertThat(refreshed.passed()).isFalse();
        assertThat(patch("first")).isEqualTo(shifted);
    }

    @Test
    void normalizingWritesAllInOneStyle() throws Exception {
        source.file("f", NUMBERS).patch("p", """
                Index: x/f
                ==================================================
                --- x.orig/f
                +++ x/f
                @@ -7 +7 @@ main()
                -7
                +seven
                """);
        assertThat(states(refresh(true))).containsExactly(State.REFRESHED);
        assertThat(patch("p")).isEqualTo("--- a/f\n+++ b/f\n" + SEVEN);
        assertThat(states(refresh(true))).containsExactly(State.UNCHANGED);
    }

    @Test
    void aCompressedPatchIsLeftAloneAndSaidSo() throws Exception {
        source.file("f", "new\n" + NUMBERS).patch("p", "--- a/f\n+++ b/f\n" + SEVEN);
        Path patches = source.root().resolve("debian/patches");
        Programs.untethered().run(Command.of("gzip", "p").in(patches)).orFail();
        byte[] before = Files.readAllBytes(patches.resolve("p.gz"));
        source.series("p.gz\n");
        RefreshedPatches refreshed = refresh();
        assertThat(states(refreshed)).containsExactly(State.KEPT);
        assertThat(refreshed.findings())
                .singleElement()
                .satisfies(f -> assertThat(f.message()).contains("compressed"));
        assertThat(patches.resolve("p.gz")).hasBinaryContent(before);
    }

    @Test
    void fuzzIsTakenOnlyWhenAskedForAndTold() throws Exception {
        source.file("f", NUMBERS.replace("4\n", "four\n")).patch("p", "--- a/f\n+++ b/f\n" + SEVEN);
        CheckPatchesRequest series =
                CheckPatchesRequest.againstTree(source.root().resolve("debian"), source.root());
        RefreshedPatches strict = new RefreshPatches().run(RefreshPatchesRequest.of(series), Progress.silent());
        assertThat(states(strict)).containsExactly(State.FAILED);
        assertThat(strict.findings().get(0).message()).contains("hhvm-deb patches refresh --fuzz 1");
        assertThat(patch("p")).contains(SEVEN);
        RefreshedPatches fuzzy =
                new RefreshPatches().run(new RefreshPatchesRequest(series, Set.of(), false, 1), Progress.silent());
        assertThat(fuzzy.patches()).extracting(RefreshedPatch::describe).containsExactly("p (fuzz 1)");
    }

    /** With fuzz the line that GNU patch does not read would get lost. */
    @Test
    void aPatchThatIsCutInItsLastLineIsNotRefreshed() throws Exception {
        String cut = "--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n-a\n+A\n b\n here";
        source.file("f", "a\nb\nhere\n").patch("p", cut);
        RefreshedPatches refreshed = refresh();
        assertThat(refreshed.passed()).isFalse();
        assertThat(refreshed.findings().get(0).message())
                .contains("no newline at its end")
                .doesNotContain("--fuzz");
        assertThat(source.root().resolve("debian/patches/p")).hasContent(cut);
    }
}
