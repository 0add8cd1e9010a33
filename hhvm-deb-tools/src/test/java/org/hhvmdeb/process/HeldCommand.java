package org.hhvmdeb.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.hhvmdeb.testkit.CommandProcess;

/**
 * The command line, which strace(1) holds at a system call until it is released.
 *
 * @param command the virtual machine
 * @param call where it is held
 */
public record HeldCommand(CommandProcess command, String call) {

    /** The number of the call that a file is written before, and not after. */
    private static final String FSYNC = System.getProperty("os.arch").equals("aarch64") ? "82" : "74";

    private static final String HOLD = "600000000";

    /**
     * Starts it.
     *
     * @param call where it is held, as strace names it in an injection: {@code fsync:delay_enter:when=1}; of none but those
     *     that name one of {@code paths}, if there are any
     */
    public static HeldCommand start(Path place, String call, List<Path> paths, String... arguments) throws IOException {
        String name = call.replaceFirst(":.*", "");
        List<String> strace = new ArrayList<>(List.of("strace", "-D", "-f", "-qq", "-o", "/dev/null"));
        paths.forEach(p -> strace.addAll(List.of("-P", p.toString())));
        strace.addAll(
                List.of("-e", "trace=" + name, "-e", "inject=" + call.replaceFirst("(delay_[a-z]+)", "$1=" + HOLD)));
        return new HeldCommand(CommandProcess.start(place, strace, Map.of(), arguments), call);
    }

    public static boolean isPossible() {
        return Files.exists(Path.of("/usr/bin/strace"));
    }

    /** Waits for what it has done where it is held, and before fsync until it is there: until then it may be writing. */
    public HeldCommand await(BooleanSupplier state) throws IOException, InterruptedException {
        command.await(() -> state.getAsBoolean() && (!call.startsWith("fsync:") || isInFsync()));
        return this;
    }

    private boolean isInFsync() {
        Path threads = Path.of("/proc", String.valueOf(command.process().pid()), "task");
        try (Stream<Path> all = Files.list(threads)) {
            for (Path thread : all.toList()) {
                if (Files.readString(thread.resolve("syscall")).startsWith(FSYNC + " ")) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            // A thread has ended meanwhile.
            return false;
        }
    }

    /** Lets it go on. The kernel does so when nobody traces it any more. */
    public void release() throws IOException {
        long tracer = Files.readAllLines(
                        Path.of("/proc", String.valueOf(command.process().pid()), "status"))
                .stream()
                .filter(l -> l.startsWith("TracerPid:"))
                .mapToLong(
                        l -> Long.parseLong(l.substring("TracerPid:".length()).strip()))
                .sum();
        ProcessHandle.of(tracer).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Lets it go on, and waits for its end. */
    public int finish() throws IOException, InterruptedException {
        release();
        return command.process().waitFor();
    }
}
