package org.hhvmdeb.patch.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.check.CheckPatches;
import org.hhvmdeb.patch.check.CheckPatchesRequest;
import org.hhvmdeb.patch.edit.ListPatches;
import org.hhvmdeb.patch.lint.LintPatchesRequest;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.process.LocalProcesses;
import org.hhvmdeb.testkit.JavaCommand;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.SourceFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees on file systems of their own, in a name space of their own; where the system allows none the test is skipped. */
class UnwritableTreeTest {

    private final LocalProcesses programs = Programs.untethered();

    @TempDir
    Path directory;

    @BeforeEach
    void mountsAreAllowed() throws ExternalException {
        assumeTrue(sh("mount -t tmpfs none .").succeeded(), "no mounts here");
    }

    /** Applies the patches of its argument once. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws Exception {
            try {
                new ApplyPatches()
                        .run(ApplyPatchesRequest.of(Path.of(arguments[0])), org.hhvmdeb.notice.Progress.silent());
                System.out.println("applied");
            } catch (ExternalException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    /** Lists the patches of its argument, and checks them. */
    static final class Reader {

        private Reader() {}

        public static void main(String[] arguments) throws Exception {
            Path tree = Path.of(arguments[0]);
            try {
                new ListPatches().run(LintPatchesRequest.of(tree.resolve("debian")), Progress.silent());
                new CheckPatches()
                        .run(
                                CheckPatchesRequest.againstTree(tree.resolve("debian"), tree),
                                org.hhvmdeb.notice.Progress.silent());
                System.out.println("read");
            } catch (ExternalException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private Completed sh(String script) throws ExternalException {
        return programs.run(Command.of("unshare", "-rm", "sh", "-ec", script)
                .with("CHILD", String.join(" ", JavaCommand.words(Child.class)))
                .with("READER", String.join(" ", JavaCommand.words(Reader.class)))
                .in(directory));
    }

    private void write() throws IOException {
        new SourceFixture(directory.resolve("x"))
                .file("f", "a\n".repeat(300_000))
                .patch("p", "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n-a\n+b\n a\n");
    }

    private static String comparing(String mount) {
        return mount + "; cp -a x m/x; " + "cp -a m/x before; ";
    }

    @Test
    void onAFullDiskTheTreeStaysAsItWas() throws IOException, ExternalException {
        write();
        Completed done = sh("mkdir m; " + comparing("mount -t tmpfs -o size=900k none m")
                + "$CHILD m/x; diff -r before m/x && echo same; find m/x -name .pc");
        assertThat(done.output()).contains("No space left on device", "same").doesNotContain(".pc");
    }

    @Test
    void whereNotEvenTheLockFindsRoomNothingIsLeftThatReadersWouldHaveToTake() throws IOException, ExternalException {
        write();
        Completed done = sh("mkdir m; " + comparing("mount -t tmpfs -o size=900k none m")
                + "dd if=/dev/zero of=m/full bs=4k 2>dd || true; $CHILD m/x; $READER m/x; "
                + "diff -r before m/x && echo same");
        assertThat(done.output()).contains("No space left on device", "read\n", "same");
    }

    /** As a run leaves it that could not write its lock: nothing was decided, so nothing is half changed. */
    @ParameterizedTest
    @ValueSource(strings = {"", "echo new >m/x/debian/,,hhvm-deb-batch/0"})
    void patchesAreReadWhereWhatARunLeftCannotBeTakenBack(String more) throws IOException, ExternalException {
        write();
        Completed done = sh("mkdir m; mount -t tmpfs none m; cp -a x m/x; mkdir m/x/debian/,,hhvm-deb-batch; "
                + ": >m/x/debian/,,hhvm-deb-batch/lock; " + more + "\nmount -o remount,ro m; $READER m/x");
        assertThat(done.output()).contains("read").doesNotContain("killed run");
    }

    @Test
    void aChangeThatWasDecidedIsNotReadPast() throws IOException, ExternalException {
        write();
        Completed done = sh("mkdir m; mount -t tmpfs none m; cp -a x m/x; mkdir m/x/debian/,,hhvm-deb-batch; "
                + ": >m/x/debian/,,hhvm-deb-batch/list; mount -o remount,ro m; $READER m/x");
        assertThat(done.output()).contains("cannot finish what an earlier run began in ", "Read-only file system");
    }

    @Test
    void aTreeThatCannotBeWrittenIsNotTouched() throws IOException, ExternalException {
        write();
        Completed done = sh("mkdir m; " + comparing("mount -t tmpfs none m")
                + "mount -o remount,ro m; $CHILD m/x; diff -r before m/x && echo same");
        assertThat(done.output()).contains("Read-only file system", "same");
    }
}
