package org.hhvmdeb.patch.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.outcome.PatchOutcome.State;
import org.hhvmdeb.patch.stage.TreeChange;
import org.hhvmdeb.patch.tree.DirectoryTree;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.SourceFixture;
import org.hhvmdeb.testkit.TreeSnapshot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyPatchesTest {

    private static final String FIRST = "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n-one\n+ONE\n two\n";
    private static final String SECOND = "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n ONE\n-two\n+TWO\n";
    private static final String THIRD =
            "--- /dev/null\n+++ b/new/g\n@@ -0,0 +1 @@\n+g\n--- a/d/h\n+++ /dev/null\n@@ -1 +0,0 @@\n-h\n";

    @TempDir
    Path directory;

    private SourceFixture source;
    private Path tree;
    private Map<String, String> unpatched;

    @BeforeEach
    void aSourceWithThreePatches() throws IOException {
        tree = directory.resolve("x-1");
        source = new SourceFixture(tree)
                .file("f", "one\ntwo\n")
                .file("d/h", "h\n")
                .patch("first.patch", FIRST)
                .patch("sub/second.patch", SECOND)
                .patch("third.patch", THIRD);
        unpatched = snapshot();
    }

    private Map<String, String> snapshot() throws IOException {
        return TreeSnapshot.whole(new DirectoryTree(tree));
    }

    private AppliedPatches apply() throws HhvmDebException {
        return apply(ApplyPatchesRequest.of(tree));
    }

    private static AppliedPatches apply(ApplyPatchesRequest request) throws HhvmDebException {
        return new ApplyPatches().run(request, Progress.silent());
    }

    private UnappliedPatches unapply() throws HhvmDebException {
        return unapply(UnapplyPatchesRequest.of(tree));
    }

    private static UnappliedPatches unapply(UnapplyPatchesRequest request) throws HhvmDebException {
        return new UnapplyPatches().run(request, Progress.silent());
    }

    private List<String> quilt(String... arguments) throws HhvmDebException {
        Completed quilt = Programs.untethered()
                .run(Command.of("quilt", arguments)
                        .with("QUILT_PATCHES", "debian/patches")
                        .in(tree))
                .orFail();
        return quilt.output().lines().toList();
    }

    private String applied() throws IOException {
        return Files.readString(tree.resolve(".pc/applied-patches"));
    }

    @Test
    void theSeriesIsAppliedAndTheBooksSaySo() throws IOException, HhvmDebException {
        AppliedPatches applied = apply();
        assertThat(applied.passed()).isTrue();
        assertThat(applied.summary()).isEqualTo("3 patches applied");
        assertThat(tree.resolve("f")).hasContent("ONE\nTWO\n");
        assertThat(tree.resolve("new/g")).hasContent("g\n");
        assertThat(tree.resolve("d")).doesNotExist();
        assertThat(applied()).isEqualTo("first.patch\nsub/second.patch\nthird.patch\n");
        assertThat(tree.resolve(".pc/first.patch/f")).hasContent("one\ntwo\n");
        assertThat(tree.resolve(".pc/sub/second.patch/f")).hasContent("ONE\ntwo\n");
        assertThat(tree.resolve(".pc/third.patch/new/g")).isEmptyFile();
        assertThat(tree.resolve(TreeChange.directory())).doesNotExist();
    }

    @Test
    void unapplyingGivesTheTreeAsItWas() throws IOException, HhvmDebException {
        apply();
        UnappliedPatches unapplied = unapply();
        assertThat(unapplied.patches()).containsExactly("third.patch", "sub/second.patch", "first.patch");
        assertThat(unapplied.summary()).isEqualTo("3 patches unapplied");
        assertThat(snapshot()).isEqualTo(unpatched);
    }

    @Test
    void applyingTwiceChangesNothing() throws IOException, HhvmDebException {
        apply();
        Map<String, String> patched = snapshot();
        AppliedPatches again = apply();
        assertThat(again.summary()).isEqualTo("0 patches applied, 3 were applied before");
        assertThat(snapshot()).isEqualTo(patched);
    }

    @Test
    void aPartlyAppliedTreeGoesOnWhereItIs() throws IOException, HhvmDebException {
        apply(ApplyPatchesRequest.of(tree).atMost(1));
        assertThat(applied()).isEqualTo("first.patch\n");
        assertThat(apply(ApplyPatchesRequest.of(tree).upTo("sub/second.patch")).outcomes())
                .singleElement()
                .matches(o -> o.patch().equals("sub/second.patch") && o.state() == State.APPLIED);
        assertThat(apply().before()).isEqualTo(2);
        assertThat(unapply(UnapplyPatchesRequest.of(tree).downTo("first.patch")).left())
                .containsExactly("first.patch");
        assertThat(tree.resolve("f")).hasContent("ONE\ntwo\n");
        assertThat(tree.resolve(".pc/sub")).doesNotExist();
        assertThat(unapply(UnapplyPatchesRequest.of(tree).atMost(9)).left()).isEmpty();
        assertThat(snapshot()).isEqualTo(unpatched);
    }

    @Test
    void quiltWorksOnWithWhatWasAppliedAndTheOtherWayRound() throws IOException, HhvmDebException {
        apply();
        assertThat(quilt("top")).containsExactly("debian/patches/third.patch");
        quilt("pop", "-a");
        assertThat(tree.resolve("f")).hasContent("one\ntwo\n");
        quilt("push", "-a");
        assertThat(unapply().passed()).isTrue();
        assertThat(snapshot()).isEqualTo(unpatched);
        quilt("push");
        assertThat(apply().before()).isEqualTo(1);
        assertThat(quilt("applied")).hasSize(3).last().isEqualTo("debian/patches/third.patch");
    }

    @Test
    void aFailingPatchLeavesTheTreeAsItWas() throws IOException, HhvmDebException {
        source.patch("fourth.patch", SECOND);
        unpatched = snapshot();
        AppliedPatches applied = apply();
        assertThat(applied.passed()).isFalse();
        assertThat(applied.findings()).extracting(f -> f.rule().id()).containsExactly("patch-does-not-apply");
        assertThat(applied.findings().get(0).where().file()).endsWith("debian/patches/fourth.patch");
        assertThat(snapshot()).isEqualTo(unpatched);
        assertThatThrownBy(applied::orFail).isInstanceOf(FindingsException.class);
    }

    @Test
    void aFailingPatchLeavesThePatchesThatWereAppliedBefore() throws IOException, HhvmDebException {
        apply();
        source.patch("fourth.patch", SECOND);
        Map<String, String> patched = snapshot();
        assertThat(apply().passed()).isFalse();
        assertThat(snapshot()).isEqualTo(patched);
    }

    @Test
    void aChangedFileIsFoundBeforeAnythingIsUnapplied() throws IOException, HhvmDebException {
        apply();
        Files.writeString(tree.resolve("f"), "ONE\nTWO\nmine\n");
        Map<String, String> changed = snapshot();
        UnappliedPatches refused = unapply();
        assertThat(refused.findings()).singleElement().satisfies(f -> {
            assertThat(f.rule().id()).isEqualTo("patched-file-changed");
            assertThat(f.where().file()).endsWith("x-1/f");
            assertThat(f.message()).contains("sub/second.patch");
        });
        assertThat(snapshot()).isEqualTo(changed);
        assertThat(unapply(UnapplyPatchesRequest.of(tree).forced()).passed()).isTrue();
        assertThat(snapshot()).isEqualTo(unpatched);
    }

    @Test
    void aChangedPatchIsFoundBeforeAnythingIsUnapplied() throws IOException, HhvmDebException {
        apply();
        source.file("debian/patches/first.patch", FIRST.replace("-one", "-uno"));
        assertThat(unapply().findings()).extracting(f -> f.rule().id()).containsExactly("applied-patch-changed");
    }

    @Test
    void aFileThatIsGoneIsFoundToo() throws IOException, HhvmDebException {
        apply();
        Files.delete(tree.resolve("new/g"));
        assertThat(unapply().findings().toString()).contains("the file is gone").contains("third.patch");
    }

    @Test
    void aSeriesThatChangedBelowTheAppliedPatchesIsRefused() throws IOException, HhvmDebException {
        apply(ApplyPatchesRequest.of(tree).atMost(1));
        source.series("sub/second.patch\nfirst.patch\n");
        Map<String, String> before = snapshot();
        assertThat(apply().findings()).extracting(f -> f.rule().id()).containsExactly("series-changed-since");
        assertThat(snapshot()).isEqualTo(before);
    }

    @Test
    void aMissingPatchIsNamedWithItsLineInTheSeries() throws IOException, HhvmDebException {
        source.series("first.patch\n\nmissing.patch\n");
        unpatched = snapshot();
        assertThat(apply().findings()).singleElement().satisfies(f -> {
            assertThat(f.rule().id()).isEqualTo("quilt-series-references-non-existent-patch");
            assertThat(f.where().line()).isEqualTo(3);
        });
        assertThat(snapshot()).isEqualTo(unpatched);
    }

    @Test
    void aVendorsSeriesIsLinkedForQuilt() throws IOException, HhvmDebException {
        Files.move(tree.resolve("debian/patches/series"), tree.resolve("debian/patches/debian.series"));
        apply();
        assertThat(Files.readSymbolicLink(tree.resolve("debian/patches/series")))
                .hasToString("debian.series");
        assertThat(tree.resolve(".pc/.quilt_series")).hasContent("debian.series");
    }

    @Test
    void withoutDebianThereIsNothingToDo() {
        assertThatThrownBy(() -> apply(ApplyPatchesRequest.of(directory)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("debian");
        assertThatThrownBy(() -> apply(ApplyPatchesRequest.of(tree).upTo("fourth.patch")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no patch fourth.patch");
    }

    @Test
    void asLongAsOneRunHasTheTreeAnotherIsTurnedAway() throws IOException, HhvmDebException {
        try (TreeChange held = TreeChange.begin(tree)) {
            assertThat(held.umask()).isNotNegative();
            assertThatThrownBy(this::apply)
                    .isInstanceOf(ExternalException.class)
                    .hasMessageContaining("another run");
        }
        assertThat(snapshot()).isEqualTo(unpatched);
        assertThat(apply().passed()).isTrue();
    }

    @Test
    void booksBehindALinkAreNotTouched() throws IOException {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.createSymbolicLink(tree.resolve(".pc"), outside);
        assertThatThrownBy(this::apply)
                .isInstanceOf(InputException.class)
                .hasMessageContaining(".pc is a symbolic link");
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void namesThatAreNotUtf8AreWrittenByteForByte() throws IOException, HhvmDebException {
        String patch = "--- /dev/null\n+++ b/caf\u00e9/na\u00efve\n@@ -0,0 +1 @@\n+x\n";
        Files.write(
                tree.resolve("debian/patches/first.patch"),
                patch.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        source.series("first.patch\n");
        unpatched = snapshot();
        assertThat(apply().passed()).isTrue();
        Completed find = Programs.untethered()
                .run(Command.of("sh", "-c", "find . -path './caf*' -type f | od -An -c")
                        .in(tree));
        assertThat(find.output()).contains("c   a   f 351", "n   a 357   v   e");
        assertThat(unapply().passed()).isTrue();
        assertThat(snapshot()).isEqualTo(unpatched);
    }
}
