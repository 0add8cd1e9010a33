package org.hhvmdeb.patch.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.check.CheckPatchesRequest;
import org.hhvmdeb.patch.refresh.RefreshPatches;
import org.hhvmdeb.patch.refresh.RefreshPatchesRequest;
import org.hhvmdeb.patch.tree.DirectoryTree;
import org.hhvmdeb.testkit.JavaCommand;
import org.hhvmdeb.testkit.SourceFixture;
import org.hhvmdeb.testkit.TreeSnapshot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that change one tree at once, picked by a seed; {@code -Dpair.rounds=N} makes it a long run. */
@Tag("integration")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PairsOfRunsTest {

    private static final int ROUNDS = Integer.getInteger("pair.rounds", 50);
    private static final List<String> VERBS = List.of("apply", "unapply", "refresh");

    @TempDir
    Path directory;

    /** Reads a verb a line, does that, and says what came of it. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws IOException {
            Path tree = Path.of(arguments[0]);
            try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
                for (String verb = in.readLine(); verb != null; verb = in.readLine()) {
                    System.out.println(said(tree, verb));
                }
            }
        }

        private static String said(Path tree, String verb) {
            try {
                return run(tree, verb) ? "done" : "refused";
            } catch (ExternalException e) {
                return "told: " + e.getMessage();
            } catch (InputException e) {
                return "wrong: " + e.getMessage();
            } catch (HhvmDebException e) {
                return "failed: " + e.getMessage();
            }
        }

        private static boolean run(Path tree, String verb) throws HhvmDebException {
            return switch (verb) {
                case "apply" ->
                    new ApplyPatches()
                            .run(ApplyPatchesRequest.of(tree), Progress.silent())
                            .passed();
                case "unapply" ->
                    new UnapplyPatches()
                            .run(UnapplyPatchesRequest.of(tree), Progress.silent())
                            .passed();
                default ->
                    new RefreshPatches()
                            .run(
                                    new RefreshPatchesRequest(
                                            CheckPatchesRequest.againstTree(tree.resolve("debian"), tree),
                                            Set.of(),
                                            true,
                                            0),
                                    Progress.silent())
                            .passed();
            };
        }
    }

    private void write(Path tree) throws IOException {
        SourceFixture source = new SourceFixture(tree);
        for (int i = 0; i < 40; i++) {
            source.file("d" + i % 7 + "/f" + i, "0\n1\n2\n3\n");
            source.patch(
                    "p" + i,
                    "--- a/d" + i % 7 + "/f" + i + "\n+++ b/d" + i % 7 + "/f" + i
                            + "\n@@ -1,4 +1,4 @@\n 0\n-1\n+one\n 2\n 3\n--- /dev/null\n+++ b/new/" + i
                            + "/f\n@@ -0,0 +1 @@\n+x\n");
        }
    }

    private record Run(Process process, BufferedReader out) {

        static Run of(Path tree) throws IOException {
            List<String> words = JavaCommand.words(Child.class);
            words.add(tree.toString());
            Process process = new ProcessBuilder(words)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new Run(process, process.inputReader());
        }

        void begin(String verb) throws IOException {
            process.outputWriter().write(verb + "\n");
            process.outputWriter().flush();
        }
    }

    @Test
    void oneOfTwoWaitsOrIsToldAndTheTreeIsOneOfTheTwo() throws Exception {
        Path tree = directory.resolve("x-1");
        write(tree);
        Map<String, String> old = tree(tree);
        Path other = directory.resolve("y-1");
        FileTree.copy(tree, other);
        new ApplyPatches().run(ApplyPatchesRequest.of(other), Progress.silent()).orFail();
        Map<String, String> patched = tree(other);
        Random random = new Random(1);
        List<String> odd = new ArrayList<>();
        int told = 0;
        Run one = Run.of(tree);
        Run two = Run.of(tree);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                String first = VERBS.get(random.nextInt(2));
                String second = VERBS.get(random.nextInt(3));
                one.begin(first);
                two.begin(second);
                for (String said : List.of(one.out().readLine(), two.out().readLine())) {
                    boolean busy = said.startsWith("told: another run is changing this source tree right now");
                    told += busy ? 1 : 0;
                    if (!busy && !said.equals("done")) {
                        odd.add(first + " and " + second + ": " + said);
                    }
                }
                assertThat(tree(tree)).as("round " + round).isIn(old, patched);
                assertThat(tree.resolve(".pc/.hhvm-deb")).doesNotExist();
            }
        } finally {
            one.process().destroy();
            two.process().destroy();
        }
        assertThat(odd).isEmpty();
        assertThat(told).isPositive();
    }

    private static Map<String, String> tree(Path tree) throws IOException {
        return TreeSnapshot.whole(new DirectoryTree(tree));
    }
}
