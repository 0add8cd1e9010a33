package org.hhvmdeb.process;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.Reason;

/**
 * Runs programs on this machine: standard input closed unless there is something to read, messages in English, time zone UTC, and nothing in the
 * environment that changes what the tools of the Debian and git world write. They and their children end with us.
 */
public final class LocalProcesses implements ProcessRunner {

    /** Variables that silently change what dpkg, git, tar, xz or HHVM do. */
    private static final Set<String> UNWANTED = Set.of(
            "DEBVERSION",
            "DEBFULLNAME",
            "DEBEMAIL",
            "DEB_BUILD_OPTIONS",
            "DEB_BUILD_PROFILES",
            "DEB_VENDOR",
            "GIT_DIR",
            "GIT_WORK_TREE",
            "GIT_INDEX_FILE",
            "TAR_OPTIONS",
            "XZ_OPT",
            "XZ_DEFAULTS",
            "GZIP",
            "HHVM_RUNTIME_REPO_SCHEMA",
            "HHVM_REPO_CENTRAL_PATH",
            "HHVM_REPO_LOCAL_PATH",
            "HHVM_REPO_LOCAL_MODE",
            "HHVM_REPO_SCHEMA",
            "COMPILER_ID",
            "MAKEFLAGS",
            "MFLAGS");

    /** Those of the dynamic linker, such as LD_LIBRARY_PATH and LD_PRELOAD: they put other code into every program. */
    private static final String LINKER = "LD_";

    private static final long LOOK_MILLISECONDS = 200;

    /**
     * What Java says around the reason: the program again, and a directory that may be one of ours. Java 17 writes
     * {@code error=13, Permission denied}, Java 25 {@code error: 13 (Permission denied) }.
     */
    private static final Pattern START_FAILURE =
            Pattern.compile("(?s)^Cannot run program .*?error(?:=[0-9]+, (.*)|: [0-9]+ \\(([^()]*)\\)\\s*)$");

    /** ENOENT, as Java 17 and as later ones write it. */
    private static final Pattern NO_SUCH_FILE = Pattern.compile("error(?:=|: )2\\b");

    private static final Map<String, String> FIXED =
            Map.of("LC_ALL", "C.UTF-8", "LANGUAGE", "C", "TZ", "UTC", "GIT_TERMINAL_PROMPT", "0");

    private final Function<Command, List<String>> tether;

    public LocalProcesses() {
        this(new Tether(SearchPath.parse(System.getenv("PATH")))::words);
    }

    public LocalProcesses(Function<Command, List<String>> tether) {
        this.tether = tether;
    }

    @Override
    public Completed run(Command command) throws ExternalException {
        try (RunningProgram running = new RunningProgram(command.program())) {
            Process process = running.start(() -> start(command));
            return attend(running, process, command);
        }
    }

    private Process start(Command command) throws ExternalException {
        ProcessBuilder builder = new ProcessBuilder(tether.apply(command));
        command.directory().ifPresent(d -> builder.directory(d.toFile()));
        builder.environment().keySet().removeIf(name -> UNWANTED.contains(name) || name.startsWith(LINKER));
        builder.environment().putAll(FIXED);
        builder.environment().putAll(command.environment());
        try {
            command.output().ifPresent(f -> builder.redirectOutput(f.toFile()));
            Process process = builder.start();
            if (command.input().isEmpty()) {
                process.getOutputStream().close();
            }
            return process;
        } catch (IOException e) {
            boolean missing = !command.program().contains("/")
                    && command.directory().map(Files::isDirectory).orElse(true)
                    && NO_SUCH_FILE.matcher(String.valueOf(e.getMessage())).find();
            String reason = missing
                    ? "there is no such program on PATH; install the package that has it, and run again"
                    : START_FAILURE.matcher(Reason.of(e)).replaceFirst("$1$2");
            throw new ExternalException(
                    "cannot run " + command.program() + ": " + reason + "\nThe command was: " + command, e);
        }
    }

    private static Completed attend(RunningProgram running, Process process, Command command) throws ExternalException {
        try (Transcript transcript = new Transcript(command)) {
            Thread out = transcript.follow(process.getInputStream(), true);
            Thread err = transcript.follow(process.getErrorStream(), false);
            Optional<StdinPump> feeding = command.input().map(input -> StdinPump.start(command, process, input));
            if (!ended(process, command)) {
                running.stop();
                throw new ExternalException(command.program() + " did not end within "
                        + command.timeout().toSeconds() + " s and was stopped\nThe command was: " + command);
            }
            if (feeding.isPresent()) {
                feeding.get().end();
            }
            out.join(TimeUnit.SECONDS.toMillis(10));
            err.join(TimeUnit.SECONDS.toMillis(10));
            return transcript.completed(process.exitValue());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExternalException("interrupted while " + command.program() + " was running; it was stopped", e);
        } catch (IOException e) {
            throw new ExternalException("cannot write the log of " + command.program() + ": " + Reason.of(e), e);
        }
    }

    private static boolean ended(Process process, Command command) throws InterruptedException, ExternalException {
        long started = System.nanoTime();
        if (command.watch().isEmpty()) {
            return process.waitFor(command.timeout().toMillis(), TimeUnit.MILLISECONDS);
        }
        Duration elapsed = Duration.ZERO;
        while (!process.waitFor(LOOK_MILLISECONDS, TimeUnit.MILLISECONDS)) {
            elapsed = Duration.ofNanos(System.nanoTime() - started);
            if (elapsed.compareTo(command.timeout()) > 0) {
                return false;
            }
            command.watch().get().look(elapsed, ResidentMemory.of(process));
        }
        return true;
    }
}
