package org.hhvmdeb.patch.rebase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.check.CheckPatchesRequest;
import org.hhvmdeb.patch.edit.ListPatches;
import org.hhvmdeb.patch.lint.LintPatchesRequest;
import org.hhvmdeb.patch.refresh.RefreshPatches;
import org.hhvmdeb.patch.refresh.RefreshPatchesRequest;
import org.hhvmdeb.testkit.JavaCommand;
import org.hhvmdeb.testkit.KillPoint;
import org.hhvmdeb.testkit.RebaseFixture;
import org.hhvmdeb.upstream.tree.UpstreamSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs that strace kills as they are about to change something on the disk: at each such call in turn, or, as that takes
 * minutes, at {@code -Dkill.rounds=N} of them, spread over the run.
 */
@Tag("integration")
class KilledRebaseTest {

    private static final int ROUNDS = Integer.getInteger("kill.rounds", 1);
    private static final int PATCHES = 10;
    private static final String BASE = "HHVM-3.12.7";
    private static final String ONTO = "HHVM-3.18.5";
    private static final String CALLS = "rename,renameat,unlink,unlinkat,rmdir,mkdir,fsync,chmod,pwrite64,link";

    @TempDir
    Path directory;

    private Path packaging;
    private Path template;

    /** What is killed, and what is run again. */
    enum Work {
        REFRESH,
        REBASE,
        CONTINUE,
        ABORT;

        void run(Path packaging, Path upstream) throws HhvmDebException {
            switch (this) {
                case REFRESH ->
                    new RefreshPatches()
                            .run(
                                    RefreshPatchesRequest.of(
                                            CheckPatchesRequest.againstTree(packaging.resolve("debian"), packaging)),
                                    Progress.silent())
                            .orFail();
                case REBASE ->
                    new RebasePatches()
                            .run(
                                    new RebasePatchesRequest(
                                            packaging,
                                            UpstreamSource.of(upstream.toString()),
                                            new UpstreamTag(ONTO),
                                            Optional.empty(),
                                            false,
                                            false,
                                            RebaseFixture.author()),
                                    Progress.silent())
                            .orFail();
                case CONTINUE ->
                    new ContinueRebase()
                            .run(ContinueRebaseRequest.of(packaging, RebaseFixture.author()), Progress.silent())
                            .orFail();
                case ABORT -> new AbortRebase().run(packaging);
            }
        }
    }

    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws HhvmDebException {
            Work.valueOf(arguments[0]).run(Path.of(arguments[1]), Path.of(arguments[2]));
        }
    }

    @BeforeEach
    void needStrace() {
        packaging = directory.resolve("packaging");
        template = directory.resolve("template");
        assumeTrue(Files.exists(Path.of("/usr/bin/strace")), "strace is not installed, so nothing can be killed by it");
    }

    private static String numbers(String name, int from) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i <= 20; i++) {
            text.append(i > 0 ? name + " " + i : "new " + i).append('\n');
        }
        return text.toString();
    }

    private void prepare(Work work) throws Exception {
        RebaseFixture fixture = new RebaseFixture(directory);
        boolean conflict = work == Work.CONTINUE || work == Work.ABORT;
        for (int i = 0; i < PATCHES; i++) {
            fixture.file("f" + i, numbers("f" + i, 1));
            fixture.patch(
                    "p" + i,
                    "--- a/f" + i + "\n+++ b/f" + i + "\n@@ -9,3 +9,3 @@\n f" + i + " 9\n-f" + i + " 10\n+ten " + i
                            + "\n f" + i + " 11\n");
        }
        fixture.commit("Begin");
        fixture.tag(BASE);
        for (int i = 0; i < PATCHES; i++) {
            String moved = numbers("f" + i, -3);
            fixture.file("f" + i, conflict && i == 3 ? moved.replace("f3 10\n", "X\n") : moved);
        }
        fixture.commit("Move");
        fixture.tag(ONTO);
        if (work == Work.REFRESH) {
            for (int i = 0; i < PATCHES; i++) {
                Files.writeString(packaging.resolve("f" + i), numbers("f" + i, -3));
            }
        }
        if (conflict) {
            fixture.rebase(ONTO);
            Files.writeString(
                    fixture.work().resolve("tree/f3"), numbers("f3", -3).replace("f3 10\n", "ten X\n"));
        }
        FileTree.copy(packaging, template);
    }

    private void reset() throws IOException {
        FileTree.delete(packaging);
        FileTree.copy(template, packaging);
    }

    private static Map<String, String> snapshot(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (RelativePath file : FileTree.list(root)) {
            if (Files.isRegularFile(file.under(root))) {
                files.put(
                        file.text(), Files.readString(file.under(root), java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    private List<KillPoint> points(Work work) throws Exception {
        Path trace = directory.resolve("trace");
        assertThat(strace(work, KillPoint.tracing(trace, CALLS))).isZero();
        return KillPoint.in(trace);
    }

    private int strace(Work work, List<String> options) throws Exception {
        List<String> command = new ArrayList<>(List.of("strace", "-f", "-qq"));
        command.addAll(options);
        command.addAll(JavaCommand.words(Child.class));
        command.addAll(List.of(
                work.name(), packaging.toString(), directory.resolve("upstream").toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        return process.waitFor();
    }

    @ParameterizedTest
    @EnumSource
    void afterAKillEverythingIsOldOrNewAndTheNextRunCompletesIt(Work work) throws Exception {
        prepare(work);
        Map<String, String> old = snapshot(packaging.resolve("debian"));
        List<KillPoint> points = points(work);
        Map<String, String> whole = snapshot(packaging);
        Map<String, String> fresh = snapshot(packaging.resolve("debian"));
        assertThat(points.size()).isGreaterThan(4);
        int killed = 0;
        int stride = Math.max(1, points.size() / ROUNDS);
        for (int i = 0; i < points.size(); i += stride) {
            KillPoint point = points.get(i);
            reset();
            int status = strace(work, point.killing());
            killed += status == 0 ? 0 : 1;
            String at = work + " killed at " + point;
            // In the short moment of change files are old or new one by one.
            snapshot(packaging.resolve("debian")).forEach((file, content) -> {
                if (!file.startsWith(",,") && !file.contains(".part")) {
                    assertThat(content).as(at + " " + file).isIn(old.get(file), fresh.get(file));
                }
            });
            if (i % (2 * stride) == 0) {
                new ListPatches()
                        .run(new LintPatchesRequest(packaging.resolve("debian"), Optional.empty()), Progress.silent());
                assertThat(snapshot(packaging.resolve("debian"))).as(at).isIn(old, fresh);
            }
            again(work, at, fresh);
            assertThat(snapshot(packaging)).as(at).isEqualTo(whole);
        }
        System.out.println(work + ": killed " + killed + " times of " + points.size() + " points");
        assertThat(killed).isPositive();
    }

    private void again(Work work, String at, Map<String, String> fresh) throws Exception {
        try {
            work.run(packaging, directory.resolve("upstream"));
        } catch (InputException e) {
            // It was through when it was killed; then it has to be so on the disk, too.
            assertThat(work).as(at).isIn(Work.CONTINUE, Work.ABORT);
            assertThat(e).as(at).hasMessageContaining("no rebase is in progress");
            assertThat(snapshot(packaging.resolve("debian"))).as(at).isEqualTo(fresh);
        }
    }
}
