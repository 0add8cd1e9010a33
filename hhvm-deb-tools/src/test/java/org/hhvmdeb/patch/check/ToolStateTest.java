package org.hhvmdeb.patch.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.apply.AppliedPatches;
import org.hhvmdeb.patch.apply.ApplyPatches;
import org.hhvmdeb.patch.apply.ApplyPatchesRequest;
import org.hhvmdeb.patch.apply.PatchMode;
import org.hhvmdeb.patch.apply.UnappliedPatches;
import org.hhvmdeb.patch.apply.UnapplyPatches;
import org.hhvmdeb.patch.apply.UnapplyPatchesRequest;
import org.hhvmdeb.patch.lint.LintPatches;
import org.hhvmdeb.patch.lint.LintPatchesRequest;
import org.hhvmdeb.patch.tree.DirectoryTree;
import org.hhvmdeb.patch.tree.ToolStateRule;
import org.hhvmdeb.testkit.SourceFixture;
import org.hhvmdeb.testkit.TreeSnapshot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What git and quilt keep for themselves is no patch's business (docs/decisions/0022). */
class ToolStateTest {

    private static final String HOOK = "#!/bin/sh\n";

    @TempDir
    Path directory;

    private SourceFixture source;

    @BeforeEach
    void makeSource() throws IOException {
        source = new SourceFixture(Files.createDirectory(directory.resolve("hhvm"))).file("main.c", "int main;\n");
        Files.createDirectories(source.root().resolve(".git/hooks"));
        Files.createDirectories(source.root().resolve("sub/.git"));
    }

    private static String creates(String path) {
        return "diff --git a/" + path + " b/" + path + "\nnew file mode 100755\n--- /dev/null\n+++ b/" + path
                + "\n@@ -0,0 +1 @@\n+echo ran\n";
    }

    private AppliedPatches apply(ApplyPatchesRequest request) throws HhvmDebException {
        return new ApplyPatches().run(request, Progress.silent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".git/hooks/post-checkout",
                "./.git//hooks/post-checkout",
                "sub/.git/config",
                ".git",
                ".pc/applied-patches",
                ".pc/.hhvm-deb/journal",
                ".pc/other.patch/main.c",
                "hooks/post-checkout",
                "books/applied-patches"
            })
    void aPatchThatWritesThereIsRefusedAndTheTreeStays(String path) throws Exception {
        source.link("hooks", ".git/hooks").link("books", ".pc").patch("evil.patch", creates(path));
        if (path.equals(".git")) {
            Files.delete(source.root().resolve(".git/hooks"));
            Files.delete(source.root().resolve(".git"));
        }
        var before = TreeSnapshot.whole(new DirectoryTree(source.root()));
        // dpkg-source itself changes nothing through a link; quilt does.
        boolean linked = path.startsWith("hooks/") || path.startsWith("books/");
        PatchMode mode = linked ? PatchMode.QUILT : PatchMode.STRICT;
        AppliedPatches applied = apply(ApplyPatchesRequest.of(source.root())
                .in(mode)
                .withToolState(ToolStateRule.refusedWithout("--allow-it")));
        assertThat(applied.passed()).isFalse();
        assertThat(applied.findings())
                .extracting(Finding::message)
                .anyMatch(
                        m -> m.contains("'s own") && m.endsWith("take it out of the patch, or insist with --allow-it"));
        assertThat(TreeSnapshot.whole(new DirectoryTree(source.root()))).isEqualTo(before);
        assertThat(check().passed()).isFalse();
        assertThat(check().findings()).extracting(Finding::message).noneMatch(m -> m.contains("insist"));
    }

    /** A goal of Maven has no such option. */
    @Test
    void whereNothingAllowsItNoOptionIsNamed() throws Exception {
        source.patch("hook.patch", creates(".git/hooks/post-checkout"));
        assertThat(apply(ApplyPatchesRequest.of(source.root())).findings())
                .singleElement()
                .asString()
                .contains("take it out of the patch [");
    }

    private PatchReport check() throws HhvmDebException {
        return new CheckPatches()
                .run(
                        new CheckPatchesRequest(
                                source.root().resolve("debian"), Optional.of(source.root()), Optional.empty()),
                        Progress.silent());
    }

    @ParameterizedTest
    @ValueSource(strings = {".git/hooks/post-checkout", "x/.git/config", ".pc/applied-patches"})
    void lintCallsItAnErrorWhateverTheTreeIs(String path) throws Exception {
        source.patch("evil.patch", creates(path));
        List<Finding> findings = new LintPatches()
                .run(LintPatchesRequest.of(source.root().resolve("debian")), Progress.silent())
                .findings();
        assertThat(findings)
                .filteredOn(f -> f.rule().id().equals("patch-changes-tool-state"))
                .singleElement()
                .asString()
                .contains("evil.patch:1: error: ", path);
    }

    @ParameterizedTest
    @ValueSource(strings = {".gitignore", ".github/x", "a.git/x", "x/.pc/y", ".pcx"})
    void namesThatOnlySoundLikeItAreFiles(String path) throws Exception {
        source.patch("fine.patch", creates(path));
        assertThat(apply(ApplyPatchesRequest.of(source.root())).passed()).isTrue();
        assertThat(source.root().resolve(path)).exists();
    }

    /** dpkg-source takes these names, too. */
    @Test
    void ownBackupsAreAPatchsOwnHoweverTheSeriesWritesItsName() throws Exception {
        source.patch("sub/fine.patch", "--- a/main.c\n+++ b/main.c\n@@ -1 +1 @@\n-int main;\n+int all;\n")
                .series("./sub//./fine.patch\n");
        assertThat(apply(ApplyPatchesRequest.of(source.root())).findings()).isEmpty();
        assertThat(source.root().resolve("main.c")).hasContent("int all;\n");
    }

    @Test
    void whoInsistsGetsWhatDpkgSourceDoesAndCanTakeItBack() throws Exception {
        source.patch("hook.patch", creates(".git/hooks/post-checkout"));
        assertThat(apply(ApplyPatchesRequest.of(source.root()).allowingToolState())
                        .passed())
                .isTrue();
        Path hook = source.root().resolve(".git/hooks/post-checkout");
        assertThat(hook).isExecutable();
        UnapplyPatchesRequest request = UnapplyPatchesRequest.of(source.root());
        assertThat(new UnapplyPatches().run(request, Progress.silent()).passed())
                .isFalse();
        assertThat(hook).exists();
        assertThat(new UnapplyPatches()
                        .run(request.allowingToolState(), Progress.silent())
                        .passed())
                .isTrue();
        assertThat(hook).doesNotExist();
    }

    @Test
    void booksThatCameWithATreeRestoreNoHook() throws Exception {
        source.file(".pc/.version", "2\n")
                .file(".pc/.quilt_patches", "debian/patches\n")
                .file(".pc/.quilt_series", "series\n")
                .file(".pc/applied-patches", "p.patch\n")
                .file(".pc/p.patch/.git/hooks/post-checkout", HOOK)
                .patch("p.patch", creates("new.c"));
        UnapplyPatchesRequest request = UnapplyPatchesRequest.of(source.root())
                .forced()
                .withToolState(ToolStateRule.refusedWithout("--allow-it"));
        UnappliedPatches unapplied = new UnapplyPatches().run(request, Progress.silent());
        assertThat(unapplied.passed()).isFalse();
        assertThat(unapplied.findings())
                .singleElement()
                .asString()
                .contains("p.patch", ".git/hooks/post-checkout is git's own, insist with --allow-it");
        assertThat(source.root().resolve(".git/hooks/post-checkout")).doesNotExist();
    }
}
