package org.hhvmdeb.patch.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.tree.DirectoryTree;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RandomSeries;
import org.hhvmdeb.testkit.SourceFixture;
import org.hhvmdeb.testkit.TreeSnapshot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mode quilt against {@code quilt push -a}; {@code -Dgolden.quilt.cases=N} and {@code golden.quilt.seed} as elsewhere. */
@Tag("integration")
class QuiltGoldenTest {

    private static final int CASES = Integer.getInteger("golden.quilt.cases", 2);
    private static final long FIRST_SEED = Long.getLong("golden.quilt.seed", 900_000);
    private static final String TEN = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n";
    private static final String EDIT = "--- a/f\n+++ b/f\n@@ -4,3 +4,3 @@\n 4\n-5\n+five\n 6\n";

    @TempDir
    Path work;

    private final List<String> differences = new ArrayList<>();
    private int accepted;

    @FunctionalInterface
    private interface Writing {
        void write(SourceFixture source) throws IOException;
    }

    private void compare(String name, Writing writing) throws IOException, HhvmDebException {
        SourceFixture source = new SourceFixture(work.resolve(name));
        writing.write(source);
        compare(source.root());
    }

    private void compare(Path source) throws IOException, HhvmDebException {
        Path theirs = work.resolve("theirs-" + source.getFileName());
        FileTree.copy(source, theirs);
        boolean quilt = Programs.untethered()
                .run(Command.of("quilt", "push", "-a")
                        .with("QUILT_PATCHES", "debian/patches")
                        .in(theirs))
                .succeeded();
        AppliedPatches ours =
                new ApplyPatches().run(ApplyPatchesRequest.of(source).in(PatchMode.QUILT), Progress.silent());
        if (quilt != ours.passed()) {
            differences.add(source.getFileName() + ": quilt " + quilt + ", ours " + ours.findings());
        } else if (quilt) {
            accepted++;
            Map<String, String> expected = TreeSnapshot.whole(new DirectoryTree(theirs));
            Map<String, String> found = TreeSnapshot.whole(new DirectoryTree(source));
            expected.forEach((path, entry) -> {
                if (!entry.equals(found.remove(path))) {
                    differences.add(source.getFileName() + ": " + path + " should be " + entry);
                }
            });
            found.keySet()
                    .forEach(path -> differences.add(source.getFileName() + ": " + path + " should not be there"));
        }
    }

    @Test
    void fuzzAndTheOptionsOfTheSeriesCountAsWithQuilt() throws IOException, HhvmDebException {
        compare("fuzz-1", s -> s.file("f", TEN.replace("4", "four")).patch("p", EDIT));
        compare("too-different", s -> s.file("f", TEN.replace("5", "cinq")).patch("p", EDIT));
        compare(
                "p0",
                s -> s.file("f", TEN)
                        .patch("p", EDIT.replace("a/", "").replace("b/", ""))
                        .series("p -p0\n"));
        compare(
                "p2",
                s -> s.file("f", TEN)
                        .patch("p", EDIT.replace("a/", "a/x/").replace("b/", "b/x/"))
                        .series("p -p2\n"));
        compare(
                "reversed",
                s -> s.file("f", TEN.replace("5", "five")).patch("p", EDIT).series("p -R\n"));
        compare(
                "reversed-creation",
                s -> s.file("d/f", "new\n")
                        .patch("p", "--- /dev/null\n+++ b/d/f\n@@ -0,0 +1 @@\n+new\n")
                        .series("p -R\n"));
        compare(
                "no-fuzz",
                s -> s.file("f", TEN.replace("4", "four")).patch("p", EDIT).series("p -F0\n"));
        compare("emptied", s -> s.file("f", "old\n").patch("p", "--- a/f\n+++ b/f\n@@ -1 +0,0 @@\n-old\n"));
        compare("deleted", s -> s.file("f", "old\n").patch("p", "--- a/f\n+++ /dev/null\n@@ -1 +0,0 @@\n-old\n"));
        compare(
                "created-over-content",
                s -> s.file("f", "old\n").patch("p", "--- /dev/null\n+++ b/f\n@@ -0,0 +1 @@\n+new\n"));
        compare("no-bytes", s -> s.file("f", TEN).patch("p", "").patch("sub/q", EDIT));
        compare("only-text", s -> s.patch("p", "Description: nothing\n"));
        compare("applied-already", s -> s.file("f", TEN).patch("p", EDIT).patch("q", EDIT));
        compare(
                "by-git",
                s -> s.file("f", TEN)
                        .patch("p", "diff --git a/f b/g\nrename from f\nrename to g\n" + EDIT.replace("b/f", "b/g")));
        compare(
                "empty-by-git",
                s -> s.file("f", TEN).patch("p", "diff --git a/e b/e\nnew file mode 100644\nindex 0000000..e69de29\n"));
        assertThat(differences).isEmpty();
        assertThat(accepted).isGreaterThan(7);
    }

    @Test
    void randomSeriesEndAsWithQuilt() throws IOException, HhvmDebException {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
            Path source = Files.createDirectory(work.resolve("seed-" + seed));
            new RandomSeries(seed, work, source).write();
            compare(source);
        }
        assertThat(differences).isEmpty();
        assertThat(accepted).isGreaterThan(CASES / 4);
    }
}
