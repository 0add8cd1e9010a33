package org.hhvmdeb.io.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.testkit.JavaCommand;
import org.hhvmdeb.testkit.KillPoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a run was making ready is gone when it was told to end, however fast it goes on making it. */
@Tag("integration")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ToldToEndTest {

    private static final StageKind KIND = new StageKind("journal", "this tree", "Nothing is lost.", true);

    @TempDir
    Path directory;

    private Path place;

    @BeforeEach
    void makePlace() throws IOException {
        place = Files.createDirectory(directory.resolve("place"));
    }

    /** Makes files without an end, for a child process. */
    static final class Writer {

        private Writer() {}

        public static void main(String[] arguments) throws IOException, HhvmDebException {
            Path place = Path.of(arguments[1]);
            switch (arguments[0]) {
                case "stage" -> {
                    Stage stage = Stage.take(place.resolve("above/stage"), KIND, Seal.ofUser());
                    for (int n = 0; ; n++) {
                        Path file = stage.path().resolve(String.valueOf(n));
                        stage.write(() -> Files.writeString(file, "content"));
                        say(n);
                    }
                }
                case "directory" -> {
                    Path staged =
                            StagedDirectory.beside(place.resolve("target")).path();
                    for (int n = 0; ; n++) {
                        writeBelow(staged, n);
                        say(n);
                    }
                }
                default -> {
                    Path work = WorkDirectory.create().path();
                    for (int n = 0; ; n++) {
                        writeBelow(work, n);
                        say(n);
                    }
                }
            }
        }

        // A failure ends nothing: other threads may not have met one.
        private static void writeBelow(Path staged, int n) {
            try {
                Path each = Files.createDirectory(staged.resolve(String.valueOf(n)));
                Files.writeString(each.resolve("file"), "content");
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }

        private static void say(int n) {
            if (n == 100) {
                System.out.println("begun");
            }
        }
    }

    /** Takes a stage, makes one file ready and gives all back, for a child process. */
    static final class Taker {

        private Taker() {}

        public static void main(String[] arguments) throws IOException, HhvmDebException {
            try (Stage stage = Stage.take(Path.of(arguments[0], "above/stage"), KIND, Seal.ofUser())) {
                Path file = stage.path().resolve("1");
                stage.write(() -> Files.writeString(file, "content"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stage", "directory", "temporary"})
    void aWriterThatNeverEndsLeavesNothing(String what) throws Exception {
        List<String> words = new ArrayList<>(List.of("env", "--default-signal"));
        words.addAll(JavaCommand.words(Writer.class, "-Djava.io.tmpdir=" + place));
        words.addAll(List.of(what, place.toString()));
        Process writer = started(words);
        assertThat(writer.inputReader().readLine()).isEqualTo("begun");
        writer.destroy();
        writer.waitFor();
        assertThat(listing()).isEmpty();
    }

    /** The thread stands still right behind each of its system calls that change something, while the hooks run. */
    @Test
    void atEveryStepOfTakingAStageAndOfGivingItBack() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/strace")), "strace is not installed, so nothing can be held by it");
        Path log = directory.resolve("calls");
        strace(KillPoint.tracing(log, "mkdir,openat,pwrite64,write,ftruncate,unlink,rmdir"));
        List<KillPoint> points = pointsAt(log);
        assertThat(points).extracting(KillPoint::call).contains("mkdir", "openat", "pwrite64", "unlink", "rmdir");
        for (KillPoint point : points) {
            strace(List.of(
                    "-o",
                    "/dev/null",
                    "-e",
                    "trace=" + point.call(),
                    "-e",
                    "inject=" + point.call() + ":signal=SIGTERM:delay_exit=300000:when=" + point.count()));
            assertThat(listing()).as("told to end at " + point).isEmpty();
        }
    }

    /** Of all calls those that name the stage or come between two that do. */
    private List<KillPoint> pointsAt(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        List<Integer> ours = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("place/above")) {
                ours.add(i);
            }
        }
        List<KillPoint> all = new ArrayList<>();
        for (int end = ours.get(0); end <= ours.get(ours.size() - 1); end++) {
            Path upTo = Files.write(directory.resolve("up-to"), lines.subList(0, end + 1));
            List<KillPoint> points = KillPoint.in(upTo);
            KillPoint last = points.get(points.size() - 1);
            if (!all.contains(last)) {
                all.add(last);
            }
        }
        return all;
    }

    private void strace(List<String> options) throws Exception {
        List<String> words = new ArrayList<>(List.of("env", "--default-signal", "strace", "-D", "-f", "-qq"));
        words.addAll(options);
        words.addAll(JavaCommand.words(Taker.class));
        words.add(place.toString());
        Process taker = started(words);
        String said = new String(taker.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(taker.waitFor()).as(said).isIn(0, 143);
    }

    private Process started(List<String> words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of("XDG_STATE_HOME", directory.resolve("state").toString()));
        return builder.start();
    }

    private List<String> listing() throws IOException {
        try (Stream<Path> all = Files.list(place)) {
            return all.map(p -> String.valueOf(p.getFileName())).toList();
        }
    }
}
