package org.hhvmdeb.patch.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.stage.TreeChange;
import org.hhvmdeb.patch.tree.DirectoryTree;
import org.hhvmdeb.testkit.JavaCommand;
import org.hhvmdeb.testkit.SourceFixture;
import org.hhvmdeb.testkit.TreeSnapshot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that changes a tree, killed at moments picked by a seed; {@code -Dkill.rounds=N} makes it a long run. */
@Tag("integration")
class KilledApplyTest {

    private static final int ROUNDS = Integer.getInteger("kill.rounds", 1);
    private static final int PATCHES = 120;

    @TempDir
    Path directory;

    /** Applies and unapplies without an end, for a child process. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws HhvmDebException {
            Path tree = Path.of(arguments[0]);
            while (true) {
                new ApplyPatches()
                        .run(ApplyPatchesRequest.of(tree), Progress.silent())
                        .orFail();
                new UnapplyPatches()
                        .run(UnapplyPatchesRequest.of(tree), Progress.silent())
                        .orFail();
                System.out.println("round");
            }
        }
    }

    private void write(Path tree) throws IOException {
        SourceFixture source = new SourceFixture(tree);
        for (int i = 0; i < PATCHES; i++) {
            source.file("d" + i % 7 + "/f" + i % 20, "0\n1\n2\n3\n");
            source.file("gone/" + i + "/f", "x\n");
        }
        for (int i = 0; i < PATCHES; i++) {
            source.patch(
                    "p" + i,
                    "--- /dev/null\n+++ b/new/" + i + "/f\n@@ -0,0 +1 @@\n+x\n--- a/gone/" + i
                            + "/f\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n"
                            + "--- a/top\n+++ b/top\n@@ -" + (i + 1) + " +" + (i + 1) + " @@\n-" + i + "\n+patched " + i
                            + "\n");
        }
        StringBuilder top = new StringBuilder();
        for (int i = 0; i < PATCHES; i++) {
            top.append(i).append('\n');
        }
        source.file("top", top.toString());
    }

    @Test
    void afterAKillTheTreeIsTheOldOrTheNewAndTheNextRunFinishes() throws Exception {
        Path tree = directory.resolve("x-1");
        write(tree);
        Map<String, String> old = TreeSnapshot.whole(new DirectoryTree(tree));
        Path other = directory.resolve("y-1");
        FileTree.copy(tree, other);
        new ApplyPatches().run(ApplyPatchesRequest.of(other), Progress.silent()).orFail();
        Map<String, String> patched = TreeSnapshot.whole(new DirectoryTree(other));
        Random random = new Random(1);
        int undecided = 0;
        for (int round = 0; round < ROUNDS; round++) {
            killAfter(tree, 1 + random.nextInt(1200));
            Path stage = tree.resolve(TreeChange.directory());
            boolean decided = Files.exists(stage.resolve("journal"));
            if (!decided) {
                undecided++;
                assertThat(withoutStage(tree)).as("round " + round).isIn(withoutBooks(old), withoutBooks(patched));
            }
            TreeChange.recover(tree);
            assertThat(TreeSnapshot.whole(new DirectoryTree(tree)))
                    .as("round " + round)
                    .isIn(old, patched);
        }
        new ApplyPatches().run(ApplyPatchesRequest.of(tree), Progress.silent()).orFail();
        assertThat(TreeSnapshot.whole(new DirectoryTree(tree))).isEqualTo(patched);
        if (ROUNDS > 20) {
            assertThat(undecided).isPositive();
        }
    }

    private static Map<String, String> withoutBooks(Map<String, String> snapshot) {
        Map<String, String> rest = new java.util.TreeMap<>(snapshot);
        rest.keySet().removeIf(p -> p.equals(".pc") || p.startsWith(".pc/"));
        return rest;
    }

    private static Map<String, String> withoutStage(Path tree) throws IOException {
        return withoutBooks(TreeSnapshot.whole(new DirectoryTree(tree)));
    }

    private void killAfter(Path tree, int milliseconds) throws IOException, InterruptedException {
        List<String> words = JavaCommand.words(Child.class);
        words.add(tree.toString());
        Process child = new ProcessBuilder(words).redirectErrorStream(true).start();
        // The first round is over when the classes are loaded: from then on every moment is one of the work.
        String first = child.inputReader().readLine();
        assertThat(first).isEqualTo("round");
        child.waitFor(milliseconds, TimeUnit.MILLISECONDS);
        child.destroyForcibly();
        child.waitFor();
    }
}
