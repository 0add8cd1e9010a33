package org.hhvmdeb.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.testkit.JavaCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalProcessesTest {

    private final ProcessRunner programs = new LocalProcesses();

    @TempDir
    Path directory;

    @Test
    void outputAndExitStatusComeBack() throws Exception {
        Completed completed = programs.run(Command.of("sh", "-c", "echo out; echo err >&2; exit 3"));
        assertThat(completed.exitCode()).isEqualTo(3);
        assertThat(completed.output()).isEqualTo("out\n");
        assertThat(completed.lastLines()).containsExactlyInAnyOrder("out", "err");
    }

    @Test
    void aFailureSaysCommandStatusAndLastLines() throws Exception {
        Completed completed = programs.run(Command.of("sh", "-c", "echo 'no such thing' >&2; exit 7"));
        assertThatThrownBy(completed::orFail)
                .isInstanceOf(ExternalException.class)
                .hasMessageContainingAll("exit status 7", "no such thing", "sh -c 'echo '\\''no such thing'\\''");
    }

    /** Linux has 64 signals; PHP programs, HHVM among them, end with 255. */
    @Test
    void anExitStatusThatIsNoSignalsIsNoSignal() throws Exception {
        assertThat(programs.run(Command.of("sh", "-c", "exit 255")).describe()).contains("failed with exit status 255");
        assertThat(programs.run(Command.of("sh", "-c", "kill -SEGV $$")).describe())
                .contains("was killed by signal 11");
    }

    @Test
    void aProgramThatCannotBeStartedIsToldWithTheReasonAlone() throws IOException {
        Path file = Files.writeString(directory.resolve("program"), "#!/bin/sh\n");
        assertThatThrownBy(() ->
                        new LocalProcesses().run(Command.of(file.toString()).in(directory)))
                .isInstanceOf(ExternalException.class)
                .hasMessageStartingWith("cannot run " + file + ": Permission denied\n")
                .hasMessageNotContaining("Cannot run program");
    }

    @Test
    void aMissingProgramIsNamed() {
        assertThatThrownBy(() -> programs.run(Command.of("no-such-program-here")))
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining("cannot run no-such-program-here: there is no such program on PATH");
    }

    @Test
    void aProgramThatTakesTooLongIsStopped() {
        assertThatThrownBy(() -> programs.run(Command.of("sleep", "60").within(Duration.ofMillis(200))))
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining("was stopped");
    }

    @Test
    void everythingPrintedGoesToTheLog() throws Exception {
        Path log = directory.resolve("log");
        programs.run(Command.of("sh", "-c", "seq 1 1000; echo end >&2").loggingTo(log));
        assertThat(Files.readAllLines(log)).hasSize(1001).contains("1", "1000", "end");
    }

    @Test
    void theUsersEnvironmentDoesNotDecideWhatToolsWrite() throws Exception {
        Completed completed = programs.run(Command.of("sh", "-c", "echo $LC_ALL $TZ ${DEBVERSION-unset} $OURS")
                .with("OURS", "ours"));
        assertThat(completed.output()).isEqualTo("C.UTF-8 UTC unset ours\n");
    }

    /** What they name is code that nothing knows of afterwards. A command may have its own. */
    @Test
    void theUsersVariablesOfTheDynamicLinkerReachNoProgram() throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(JavaCommand.words(PrintedEnvironment.class)).redirectErrorStream(true);
        builder.environment().put("LD_LIBRARY_PATH", "/nowhere/lib");
        builder.environment().put("LD_BIND_NOW", "1");
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed).contains("PATH=").contains("LD_DEBUG_OUTPUT=ours").doesNotContain("nowhere", "LD_BIND_NOW");
    }

    /** Runs env(1) in an environment that a test has made. */
    static final class PrintedEnvironment {

        private PrintedEnvironment() {}

        public static void main(String[] words) throws ExternalException {
            System.out.println(new LocalProcesses()
                    .run(Command.of("env").with("LD_DEBUG_OUTPUT", "ours"))
                    .output());
        }
    }

    @Test
    void aProgramReadsWhatIsMadeWhileItRuns() throws Exception {
        Path file = directory.resolve("out");
        byte[] input = "line\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        Completed completed = programs.run(Command.of("sh", "-c", "cat; echo done >&2")
                .reading(out -> out.write(input))
                .writing(file));
        assertThat(completed.orFail().lastLines()).containsExactly("done");
        assertThat(file).hasBinaryContent(input);
    }

    @Test
    void aProgramThatEndsBeforeItHasReadAllTellsWhyItself() throws Exception {
        Completed completed = programs.run(
                Command.of("sh", "-c", "echo no more >&2; exit 3").reading(out -> out.write(new byte[1 << 20])));
        assertThat(completed.exitCode()).isEqualTo(3);
        assertThat(completed.lastLines()).containsExactly("no more");
    }

    @Test
    void aProgramNeverTakesHalfTheInputForAll() {
        assertThatThrownBy(() -> programs.run(Command.of("cat").reading(out -> {
                    out.write(1);
                    throw new IOException("the source is gone");
                })))
                .isInstanceOf(ExternalException.class)
                .hasMessage("what cat was to read cannot be made: the source is gone");
    }

    @Test
    void aFullDiskComesWithAdvice() throws Exception {
        Completed completed = programs.run(Command.of("sh", "-c", "echo 'write: No space left on device' >&2; exit 2"));
        assertThat(completed.describe()).contains("free some space and run again");
    }

    /** Runs a program that starts another one and waits for it, for a virtual machine of its own. */
    static final class Waiting {

        private Waiting() {}

        public static void main(String[] arguments) throws Exception {
            new LocalProcesses()
                    .run(Command.of(
                            "sh",
                            "-c",
                            "sleep 1000 & echo $$ $! > \"$0.new\"; mv \"$0.new\" \"$0\"; wait",
                            arguments[0]));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void programsAndTheirChildrenEndWithUsHoweverWeEnd(boolean killed) throws Exception {
        Path ids = directory.resolve("ids");
        List<String> words = JavaCommand.words(Waiting.class);
        words.add(ids.toString());
        Process process = new ProcessBuilder(words).start();
        while (!Files.exists(ids)) {
            assertThat(process.isAlive()).isTrue();
            Thread.sleep(20);
        }
        if (killed) {
            process.destroyForcibly();
        } else {
            process.destroy();
        }
        process.waitFor();
        for (String id : Files.readString(ids).strip().split(" ", -1)) {
            while (runs(id)) {
                Thread.sleep(20);
            }
        }
    }

    /** What has ended waits for somebody to ask how. */
    private static boolean runs(String id) throws IOException {
        try {
            return !Files.readString(Path.of("/proc", id, "stat")).contains(") Z ");
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Test
    void aProgramHasItsLockAsLongAsItLives() throws Exception {
        Path lock = directory.resolve("lock");
        Command tries = Command.of("flock", "--nonblock", lock.toString(), "true");
        assertThat(programs.run(tries.holding(lock)).exitCode()).isEqualTo(1);
        assertThat(programs.run(tries).exitCode()).isZero();
    }
}
