package org.hhvmdeb.patch.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.staging.Seal;
import org.hhvmdeb.io.staging.Stage;
import org.hhvmdeb.io.staging.StageKind;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.check.CheckPatches;
import org.hhvmdeb.patch.check.CheckPatchesRequest;
import org.hhvmdeb.patch.stage.TreeChange;
import org.hhvmdeb.patch.tree.DirectoryTree;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.testkit.JavaCommand;
import org.hhvmdeb.testkit.KillPoint;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.SourceFixture;
import org.hhvmdeb.testkit.TreeSnapshot;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tree that somebody edits after a run was killed that had decided to change it, and before the next one goes on. */
@Tag("integration")
class EditedAfterKillTest {

    private static final String PATCH = """
            --- a/a
            +++ b/a
            @@ -1 +1 @@
            -a
            +new a
            --- a/gone/x
            +++ /dev/null
            @@ -1 +0,0 @@
            -x
            --- /dev/null
            +++ b/new/n
            @@ -0,0 +1 @@
            +n
            --- a/z
            +++ b/z
            @@ -1 +1 @@
            -z
            +new z
            """;

    /** Right behind the decision, between what goes and what comes, and before the last file comes. */
    private static final Map<String, KillPoint> MOMENTS = new HashMap<>();

    @TempDir
    private static Path shared;

    @TempDir
    Path directory;

    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws HhvmDebException {
            new ApplyPatches()
                    .run(ApplyPatchesRequest.of(Path.of(arguments[0])), Progress.silent())
                    .orFail();
        }
    }

    @BeforeAll
    static void findTheMoments() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/strace")), "strace is not installed, so nothing can be killed by it");
        Path log = shared.resolve("trace");
        assertThat(applied(source(shared.resolve("x-1")), KillPoint.tracing(log, "rename,unlink")))
                .isZero();
        Map<String, Integer> counts = new HashMap<>();
        boolean decided = false;
        for (String line : Files.readAllLines(log, StandardCharsets.ISO_8859_1)) {
            String[] words = line.split("[ (]+", 3);
            KillPoint point = new KillPoint(words[1], counts.merge(words[0] + words[1], 1, Integer::sum));
            if (decided && point.call().equals("unlink")) {
                MOMENTS.putIfAbsent("decided", point);
            }
            if (decided && point.call().equals("rename")) {
                MOMENTS.putIfAbsent("deleted", point);
                MOMENTS.put("nearly done", point);
            }
            decided |= line.contains(".pc/.hhvm-deb/journal.draft");
        }
        assertThat(MOMENTS).hasSize(3);
    }

    private static Path source(Path root) throws IOException {
        new SourceFixture(root)
                .file("a", "a\n")
                .file("gone/x", "x\n")
                .file("z", "z\n")
                .patch("p", PATCH);
        return root;
    }

    private static int applied(Path tree, List<String> strace) throws Exception {
        List<String> words = new ArrayList<>(List.of("strace", "-f", "-qq"));
        words.addAll(strace);
        words.addAll(JavaCommand.words(Child.class));
        words.add(tree.toString());
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(shared.resolve("output").toFile())
                .start()
                .waitFor();
    }

    private Path killed(String moment) throws Exception {
        Path tree = source(directory.resolve("x-1"));
        assertThat(applied(tree, Objects.requireNonNull(MOMENTS.get(moment)).killing()))
                .isNotZero();
        assertThat(tree.resolve(".pc/.hhvm-deb/journal")).exists();
        return tree;
    }

    private static Map<String, String> whole(Path tree) throws IOException {
        Map<String, String> snapshot = TreeSnapshot.whole(new DirectoryTree(tree));
        snapshot.remove(".pc/.hhvm-deb/lock");
        return snapshot;
    }

    private static List<ThrowingCallable> commands(Path tree) {
        return List.of(
                () -> new CheckPatches()
                        .run(CheckPatchesRequest.againstTree(tree.resolve("debian"), tree), Progress.silent()),
                () -> new ApplyPatches().run(ApplyPatchesRequest.of(tree), Progress.silent()),
                () -> new UnapplyPatches().run(UnapplyPatchesRequest.of(tree), Progress.silent()));
    }

    private static void sh(Path at, String script) throws Exception {
        Programs.untethered()
                .run(Command.of("sh", "-ec", "umask 022; " + script).in(at))
                .orFail();
    }

    private Map<String, String> patched() throws Exception {
        Path other = source(directory.resolve("y-1"));
        new ApplyPatches().run(ApplyPatchesRequest.of(other), Progress.silent()).orFail();
        return whole(other);
    }

    /** The remedy is what the message says. */
    @ParameterizedTest
    @CsvSource({
        "nearly done, echo mine >>z, z, Undo the edit in the file itself, echo z >z",
        "nearly done, echo mine >m; mv m z, z, move *.pc/.hhvm-deb/* to this place, mv z ../mine; mv STAGED z",
        "nearly done, cp z m; mv m z; chmod +x z, z, move *.pc/.hhvm-deb/* to this place, chmod -x z",
        "nearly done, rm z, z, was deleted after a run was killed, mv STAGED z",
        "nearly done, rm z; ln -s a z, z, move *.pc/.hhvm-deb/* to this place, mv STAGED z",
        "nearly done, rm z; mkdir z, z, move *.pc/.hhvm-deb/* to this place, rmdir z; mv STAGED z",
        "deleted, echo mine >>z, z, Undo the edit in the file itself, echo z >z",
        "deleted, echo mine >new/n, new/n, came after a run was killed, rm new/n",
        "decided, echo mine >new, new, came after a run was killed, rm new",
        "nearly done, rm -r new; mv z mine, z, was deleted after a run was killed, mv mine z; mkdir new; echo n >new/n",
        "decided, echo mine >m; mv m gone/x, gone/x, was to delete it*move it out of the tree, mv gone/x ../mine",
        "decided, echo mine >gone/mine, gone/mine, was to remove the directory*move it out, mv gone/mine ../mine"
    })
    void whatWouldBeLostIsNamedAndStays(String moment, String edit, String named, String said, String remedy)
            throws Throwable {
        Map<String, String> patched = patched();
        Path tree = killed(moment);
        sh(tree, edit);
        Map<String, String> before = whole(tree);
        String message = "";
        for (ThrowingCallable command : commands(tree)) {
            assertThatThrownBy(command)
                    .isInstanceOf(InputException.class)
                    .hasMessageContainingAll(tree.resolve(named) + " ", "nothing was changed now")
                    .hasMessageMatching("(?s).*" + said.replace("*", ".*") + ".*");
            assertThat(whole(tree)).isEqualTo(before);
            message = message(command);
        }
        String staged = message.replaceAll("(?s).*move (\\S+/[0-9]+),.*", "$1");
        sh(tree, remedy.replace("STAGED", staged));
        commands(tree).get(0).call();
        assertThat(whole(tree)).isEqualTo(patched);
    }

    private static String message(ThrowingCallable command) {
        try {
            command.call();
            return "";
        } catch (Throwable e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void anOriginalThatIsLostIsNotTakenForTheOldOne() throws Exception {
        Path tree = killed("nearly done");
        sh(tree, "echo mine >>z; rm z; echo z >z");
        assertThatThrownBy(commands(tree).get(1))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(tree.resolve(".pc/p/z").toString(), "unpack the source again");
        assertThat(tree.resolve("z")).hasContent("z");
    }

    @Test
    void whatWasEditedBehindItsStepStays() throws Throwable {
        Path tree = killed("nearly done");
        sh(tree, "echo mine >>a; rm new/n");
        commands(tree).get(0).call();
        assertThat(tree.resolve("a")).hasContent("new a\nmine");
        assertThat(tree.resolve("new/n")).doesNotExist();
        assertThat(tree.resolve("z")).hasContent("new z");
        assertThat(tree.resolve(".pc/.hhvm-deb")).doesNotExist();
    }

    @Test
    void aJournalOfAnEarlierVersionIsLeftToIt() throws Exception {
        Path tree = source(directory.resolve("x-1"));
        Path stage = tree.resolve(TreeChange.directory());
        try (Stage left = Stage.take(stage, new StageKind("journal", "", "", false), Seal.ofUser())) {
            Files.writeString(stage.resolve("1"), "new z\n");
            left.decide("DELETE 0 a\0PUT 1 z\0".getBytes(StandardCharsets.US_ASCII));
        }
        Map<String, String> before = whole(tree);
        for (ThrowingCallable command : commands(tree)) {
            assertThatThrownBy(command)
                    .isInstanceOf(InputException.class)
                    .hasMessageContainingAll(stage.toString(), "another version", "unpack the source again");
            assertThat(whole(tree)).isEqualTo(before);
        }
        FileTree.delete(stage);
        new ApplyPatches().run(ApplyPatchesRequest.of(tree), Progress.silent()).orFail();
    }
}
