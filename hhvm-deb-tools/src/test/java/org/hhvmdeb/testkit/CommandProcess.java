package org.hhvmdeb.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.hhvmdeb.cli.HhvmDeb;

/**
 * The command line in a virtual machine of its own, for tests that end it.
 *
 * @param process the leader of a process group of its own
 * @param temporary its directory for temporary files
 * @param said what it prints
 */
public record CommandProcess(Process process, Path temporary, Path said) {

    /**
     * Starts it.
     *
     * @param place where its directory for temporary files and what it says go
     * @param around a program, with its arguments, that executes it
     */
    public static CommandProcess start(
            Path place, List<String> around, Map<String, String> environment, String... arguments) throws IOException {
        Path temporary = Files.createDirectories(place.resolve("tmp"));
        Path said = place.resolve("said");
        // Signals that the tests' own launcher ignores would be ignored here, too.
        List<String> words = new ArrayList<>(List.of("setsid", "env", "--default-signal"));
        words.addAll(around);
        words.addAll(JavaCommand.words(HhvmDeb.class, "-Djava.io.tmpdir=" + temporary));
        words.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().putAll(environment);
        return new CommandProcess(builder.start(), temporary, said);
    }

    /** Sends a signal to it alone. */
    public void signal(String name) throws IOException, InterruptedException {
        kill(name, String.valueOf(process.pid()));
    }

    /** Sends a signal to all of its process group. */
    public void signalGroup(String name) throws IOException, InterruptedException {
        kill(name, "-" + process.pid());
    }

    private static void kill(String name, String target) throws IOException, InterruptedException {
        // The shell's own: the program kill(1) is of a package that a builder's root lacks.
        int status = new ProcessBuilder("sh", "-c", "kill -s \"$1\" -- \"$2\"", "sh", name, target)
                .start()
                .waitFor();
        if (status != 0
                && ProcessHandle.of(Long.parseLong(target.replace("-", ""))).isPresent()) {
            throw new IOException("cannot send the signal " + name + " to " + target);
        }
    }

    /** All that it has printed, without what a strace(1) around it says. */
    public String text() throws IOException {
        return Files.readString(said, StandardCharsets.ISO_8859_1).replaceAll("(?m)^strace: .*\n", "");
    }

    /** Waits for what it brings about; it must not end before. */
    public void await(BooleanSupplier state) throws IOException, InterruptedException {
        while (!state.getAsBoolean()) {
            if (!process.isAlive() && !state.getAsBoolean()) {
                throw new AssertionError("it has ended: " + text());
            }
            Thread.sleep(5);
        }
    }

    /** Waits until no process works in a directory, or was told of it, any more; the test's time limit is the limit. */
    public static void awaitNoneIn(Path directory) throws InterruptedException {
        while (processes().anyMatch(p -> isIn(p, directory))) {
            Thread.sleep(20);
        }
    }

    private static Stream<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(p -> p.pid() != ProcessHandle.current().pid());
    }

    private static boolean isIn(ProcessHandle process, Path directory) {
        Path proc = Path.of("/proc", String.valueOf(process.pid()));
        try {
            return Files.readSymbolicLink(proc.resolve("cwd")).startsWith(directory)
                    || Files.readString(proc.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                            .contains(directory.toString());
        } catch (IOException e) {
            // It has ended in the meantime.
            return false;
        }
    }
}
