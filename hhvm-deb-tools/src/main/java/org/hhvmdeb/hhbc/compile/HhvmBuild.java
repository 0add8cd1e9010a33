package org.hhvmdeb.hhbc.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.hhvmdeb.hhvm.HhvmProgram;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.process.ProcessWatch;

/** One run of {@code hhvm --hphp}, in a directory of its own: hhvm deletes its target before it begins. */
record HhvmBuild(HhvmProgram hhvm, Path work, Path log, Progress progress) {

    private static final int KILLED = 128 + 9;

    private static final String MEMORY_ADVICE =
            "\nAllow more, or have hhvm take less: fewer jobs, or for the authoritative layout the option -vUseHHBBC=false.";

    private static final String KILL_ADVICE =
            "\nSignal 9 is what the kernel sends when memory has run out (see dmesg)." + MEMORY_ADVICE;

    /** Words that are ours to say. */
    private static final List<String> OURS = List.of(
            "--hphp",
            "-t",
            "--target",
            "-f",
            "--format",
            "--input-dir",
            "--input-list",
            "-o",
            "--output-dir",
            "--program");

    /**
     * Compiles.
     *
     * @return the file hhvm wrote; not looked into, but not empty
     * @throws ExternalException when hhvm fails or writes nothing, with its last lines
     */
    Path run(PhpFiles inputs, CompileRequest request) throws IOException, InputException, ExternalException {
        String file = request.program() + ".hhbc";
        Path list = Files.writeString(work.resolve("inputs"), inputs.text());
        Path output = Files.createDirectory(work.resolve("output"));
        List<String> words = new ArrayList<>(List.of("--hphp", "-t", "hhbc", "-l3"));
        words.addAll(List.of("--input-dir", inputs.root().toString(), "--input-list", list.toString()));
        words.addAll(List.of("--output-dir", output.toString(), "--program", file));
        words.addAll(request.layout().options());
        if (request.limits().jobs() > 0) {
            words.add("-vParserThreadCount=" + request.limits().jobs());
        }
        words.addAll(checked(request.options()));
        Completed completed = run(words, inputs, request.limits());
        if (!completed.succeeded()) {
            throw new ExternalException("compiling " + inputs.root() + " failed: " + hhvm.explain(completed)
                    + (completed.exitCode() == KILLED ? KILL_ADVICE : ""));
        }
        Path written = output.resolve(file);
        if (!Files.isRegularFile(written) || Files.size(written) == 0) {
            throw new ExternalException(hhvm.name() + " ended as if all were well, but "
                    + (Files.isRegularFile(written) ? "wrote an empty " + file : "did not write " + file)
                    + found(output) + "; " + completed.said()
                    + "\nThe command was: " + completed.command() + "\nThe whole log: " + log);
        }
        return written;
    }

    /** hhvm does not say how far it is; that it is still at work is all there is to tell. */
    private Completed run(List<String> words, PhpFiles inputs, CompileLimits limits) throws ExternalException {
        String what = "compiling " + HumanUnits.count(inputs.files().size(), "file") + " with " + hhvm.name();
        try (Progress.Task task = progress.begin(what, Progress.UNKNOWN, "second")) {
            AtomicLong seconds = new AtomicLong();
            ProcessWatch watch = (elapsed, resident) -> {
                task.advance(elapsed.toSeconds() - seconds.getAndSet(elapsed.toSeconds()));
                if (limits.memory() > 0 && resident > limits.memory()) {
                    throw new ExternalException(what + " took " + (resident >> 20) + " MiB of memory, more than the "
                            + (limits.memory() >> 20) + " it may have, and was stopped." + MEMORY_ADVICE
                            + "\nThe whole log: " + log);
                }
            };
            return hhvm.programs()
                    .run(hhvm.command(words)
                            .in(work)
                            .within(limits.time())
                            .watchedBy(watch)
                            .loggingTo(log));
        }
    }

    private static List<String> checked(List<String> options) throws InputException {
        for (String option : options) {
            String word = option.contains("=") ? option.substring(0, option.indexOf('=')) : option;
            if (OURS.contains(word)) {
                throw new InputException("the hhvm option " + option + " is set by the compilation itself; remove it");
            }
        }
        return options;
    }

    private static String found(Path output) throws IOException {
        try (Stream<Path> files = Files.list(output)) {
            List<String> names = files.map(f -> String.valueOf(f.getFileName()))
                    .sorted()
                    .limit(10)
                    .toList();
            return names.isEmpty() ? "" : " (it wrote " + String.join(", ", names) + ")";
        }
    }
}
