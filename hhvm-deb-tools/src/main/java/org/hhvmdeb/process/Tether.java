package org.hhvmdeb.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ties a program and its children to us, so that they end when we do, however that happens. Nothing of ours runs after
 * {@code kill -9}, so it is the kernel that tells: setpriv(1) asks for a signal at the death of the parent, and timeout(1),
 * which has the program in a process group of its own, answers it by killing the group. The program itself gets a signal,
 * too, in case somebody kills timeout. Where these two are missing, and for a program that is missing, there is no tether.
 *
 * @param path where programs are looked up
 */
public record Tether(SearchPath path) {

    /** What the words are that start a program. */
    public List<String> words(Command command) {
        Optional<Path> setpriv = tool("setpriv");
        Optional<Path> timeout = tool("timeout");
        Optional<Path> program = program(command);
        if (setpriv.isEmpty() || timeout.isEmpty() || program.isEmpty()) {
            return command.words();
        }
        List<String> words = new ArrayList<>(
                // timeout takes SIGALRM for the end of the time, of which there is none here.
                List.of(
                        setpriv.get().toString(),
                        "--pdeathsig",
                        "ALRM",
                        timeout.get().toString(),
                        "--signal=KILL",
                        "--kill-after=0.2",
                        "0",
                        setpriv.get().toString(),
                        "--pdeathsig",
                        "KILL"));
        Optional<Path> flock = tool("flock");
        if (command.holding().isPresent() && flock.isPresent()) {
            words.addAll(List.of(
                    flock.get().toString(), "--no-fork", command.holding().get().toString()));
        }
        words.add(program.get().toString());
        words.addAll(command.words().subList(1, command.words().size()));
        return words;
    }

    /** A tool as it is in util-linux and coreutils; those of busybox have fewer options. */
    private Optional<Path> tool(String name) {
        return path.find(name).filter(file -> {
            try {
                return file.toRealPath().endsWith(name);
            } catch (IOException e) {
                return false;
            }
        });
    }

    private Optional<Path> program(Command command) {
        if (!command.program().contains("/")) {
            return path.find(command.program());
        }
        Path file = command.directory()
                .map(d -> d.resolve(command.program()))
                .orElse(Path.of(command.program()))
                .toAbsolutePath();
        return Files.isRegularFile(file) && Files.isExecutable(file) ? Optional.of(file) : Optional.empty();
    }
}
