package org.hhvmdeb.patch.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RandomSeries;
import org.hhvmdeb.upstream.orig.ImportRequest;
import org.hhvmdeb.upstream.orig.ImportUpstream;
import org.hhvmdeb.upstream.tree.UpstreamSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckPatchesOnTagsTest {

    private static final int SEEDS = Integer.getInteger("golden.tag.seeds", 5);

    @TempDir
    Path directory;

    private GitFixture git;
    private Path lib;
    private Path hhvm;
    private Path debian;

    @BeforeEach
    void makeUpstream() throws Exception {
        git = new GitFixture(directory);
        lib = git.init("lib");
        git.write(lib, "lib.c", "int lib;\n");
        git.commit(lib, "lib");
        hhvm = git.init("hhvm");
        git.write(hhvm, "main.c", "int main;\n");
        git.write(hhvm, "excluded/x.c", "int x;\n");
        git.write(hhvm, "debian/rules", "upstream's own\n");
        git.write(hhvm, ".pc/old", "left over\n");
        git.write(hhvm, ".gitignore", "*.o\n");
        git.write(hhvm, "tmp/.gitkeep", "");
        git.executable(git.write(hhvm, "run", "#!/bin/sh\n"));
        git.sh(hhvm, "ln -s main.c link; mkdir d; ln -s ../excluded d/out");
        git.addSubmodule(hhvm, "../lib", "lib");
        git.commit(hhvm, "first");
        git.git(hhvm, "tag", "HHVM-3.1.0");
        debian = Files.createDirectories(directory.resolve("packaging/debian"));
        Files.createDirectories(debian.resolve("patches"));
        Files.writeString(debian.resolve("copyright"), """
                Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
                Files-Excluded: excluded
                """);
    }

    @Test
    void theVerdictOnATagIsThatOnItsOrigTarball() throws Exception {
        for (String patch : List.of(
                edit("main.c", "int main;", "int changed;"),
                edit("lib/lib.c", "int lib;", "int changed;"),
                edit("excluded/x.c", "int x;", "int changed;"),
                edit("link", "int main;", "int changed;"),
                edit("d/out/x.c", "int x;", "int changed;"),
                edit("main.c/below", "int main;", "int changed;"),
                edit("debian/rules", "upstream's own", "changed"),
                edit(".pc/old", "left over", "changed"),
                edit("lib", "int lib;", "int changed;"),
                edit(".gitignore", "*.o", "*.a"),
                "--- a/.gitignore\n+++ /dev/null\n@@ -1 +0,0 @@\n-*.o\n",
                "--- /dev/null\n+++ b/.gitignore\n@@ -0,0 +1 @@\n+*.a\n",
                "--- /dev/null\n+++ b/tmp/new.c\n@@ -0,0 +1 @@\n+new\n",
                "--- /dev/null\n+++ b/tmp\n@@ -0,0 +1 @@\n+new\n",
                edit("nowhere/at/all.c", "int x;", "int changed;"),
                "--- /dev/null\n+++ b/excluded/new.c\n@@ -0,0 +1 @@\n+new\n",
                "--- /dev/null\n+++ b/lib/new.c\n@@ -0,0 +1 @@\n+new\n",
                "--- a/lib/lib.c\n+++ /dev/null\n@@ -1 +0,0 @@\n-int lib;\n",
                "--- a/run\n+++ /dev/null\n@@ -1 +0,0 @@\n-#!/bin/sh\n",
                "diff --git a/run b/moved\nrename from run\nrename to moved\nsimilarity index 100%\n")) {
            Files.writeString(debian.resolve("patches/p.patch"), patch);
            Files.writeString(debian.resolve("patches/series"), "p.patch\n");
            assertThat(onTag("HHVM-3.1.0")).as(patch).isEqualTo(onOrig("HHVM-3.1.0"));
        }
    }

    @Test
    void aPatchOfAFileThatIsGitsOwnFailsAndSaysWhy() throws Exception {
        Files.writeString(debian.resolve("patches/p.patch"), edit(".gitignore", "*.o", "*.a"));
        Files.writeString(debian.resolve("patches/series"), "p.patch\n");
        assertThatThrownBy(() -> check(List.of("HHVM-3.1.0")).orFail())
                .hasMessageContaining("does not exist: .gitignore; orig tarballs have no .git* files");
    }

    @Test
    void theVerdictsOnRandomTreesAndSeriesAreThoseOnOrigTarballs() throws Exception {
        int passed = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            Path source = Files.createDirectory(directory.resolve("seed-" + seed));
            new RandomSeries(seed, directory, source).write();
            git.git(hhvm, "rm", "-rqf", ".");
            git.write(hhvm, "never-touched", "");
            for (Path file : children(source)) {
                if (!file.endsWith("debian")) {
                    FileTree.copy(file, hhvm.resolve(file.getFileName()));
                }
            }
            git.commit(hhvm, "seed " + seed);
            String tag = "HHVM-4." + seed + ".0";
            git.git(hhvm, "tag", tag);
            FileTree.delete(debian.resolve("patches"));
            FileTree.copy(source.resolve("debian/patches"), debian.resolve("patches"));
            PatchReport report = onTag(tag);
            assertThat(report).as("seed " + seed).isEqualTo(onOrig(tag));
            passed += report.passed() ? 1 : 0;
        }
        assertThat(passed).isBetween(SEEDS / 5, SEEDS - SEEDS / 5);
    }

    @Test
    void manyTagsAreCheckedInOneRun() throws Exception {
        git.write(hhvm, "main.c", "int other;\n");
        git.commit(hhvm, "second");
        git.git(hhvm, "tag", "HHVM-3.2.0");
        Files.writeString(debian.resolve("patches/p.patch"), edit("main.c", "int main;", "int changed;"));
        Files.writeString(debian.resolve("patches/series"), "p.patch\n");
        TagReports reports = check(List.of("HHVM-3.2.0", "HHVM-3.1.0"));
        assertThat(reports.passed()).isFalse();
        assertThat(reports.summary())
                .isEqualTo("HHVM-3.2.0: 1 patch: 0 apply, 1 failed, 0 not reached\nHHVM-3.1.0: 1 patch: it applies");
        assertThatThrownBy(reports::orFail).hasMessageContaining("p.patch").hasMessageContaining("HHVM-3.2.0");
    }

    @Test
    void aSubmoduleThatIsGoneFailsOnlyWhereAPatchTouchesIt() throws Exception {
        FileTree.delete(lib);
        Files.writeString(debian.resolve("patches/p.patch"), edit("main.c", "int main;", "int changed;"));
        Files.writeString(debian.resolve("patches/series"), "p.patch\n");
        assertThat(onTag("HHVM-3.1.0").passed()).isTrue();
        Files.writeString(debian.resolve("patches/p.patch"), edit("lib/lib.c", "int lib;", "int changed;"));
        assertThatThrownBy(() -> onTag("HHVM-3.1.0"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("submodule lib")
                .hasMessageContaining("../lib")
                .hasMessageContaining(git.git(hhvm, "rev-parse", "HHVM-3.1.0:lib"));
    }

    @Test
    void aFileTheRepositoryLacksIsNamedWhereAPatchTouchesIt() throws Exception {
        String blob = git.git(hhvm, "rev-parse", "HHVM-3.1.0:main.c");
        Files.delete(hhvm.resolve(".git/objects/" + blob.substring(0, 2) + "/" + blob.substring(2)));
        Files.writeString(debian.resolve("patches/p.patch"), edit("run", "#!/bin/sh", "#!/bin/ash"));
        Files.writeString(debian.resolve("patches/series"), "p.patch\n");
        assertThat(onTag("HHVM-3.1.0").passed()).isTrue();
        Files.writeString(debian.resolve("patches/p.patch"), edit("main.c", "int main;", "int changed;"));
        assertThatThrownBy(() -> onTag("HHVM-3.1.0"))
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining("main.c")
                .hasMessageContaining(blob);
    }

    private static String edit(String file, String before, String after) {
        return "--- a/" + file + "\n+++ b/" + file + "\n@@ -1 +1 @@\n-" + before + "\n+" + after + "\n";
    }

    private static List<Path> children(Path parent) throws Exception {
        try (var children = Files.list(parent)) {
            return children.toList();
        }
    }

    private PatchReport onTag(String tag) throws HhvmDebException {
        return check(List.of(tag)).tags().get(0).report();
    }

    private TagReports check(List<String> tags) throws HhvmDebException {
        return new CheckPatchesOnTags()
                .run(new CheckTagsRequest(debian, UpstreamSource.of(hhvm.toString()), tags), Progress.silent());
    }

    private PatchReport onOrig(String tag) throws Exception {
        Files.writeString(debian.resolve("changelog"), """
                hhvm (%s+dfsg1-1) unstable; urgency=low

                  * One.

                 -- A B <a@b.example>  Sat, 21 Nov 2026 00:00:00 +0000
                """.formatted(tag.replace("HHVM-", "")));
        Path orig = new ImportUpstream(Programs.untethered())
                .run(
                        ImportRequest.builder(tag, hhvm.toString(), directory.resolve("orig"))
                                .debianDirectory(debian)
                                .build(),
                        Progress.silent())
                .tarball();
        return new CheckPatches().run(CheckPatchesRequest.againstOrig(debian, orig), Progress.silent());
    }
}
