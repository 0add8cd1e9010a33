package org.hhvmdeb.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.process.LocalProcesses;

/** Debian's own programs, to compare with; a test that needs a missing one is reported as skipped. */
public final class RealTools {

    private final LocalProcesses programs = Programs.untethered();

    public RealTools needing(String... words) throws Exception {
        Completed probe = programs.run(Command.of("sh", "-c", "command -v \"$1\"", "sh", words[0]));
        assumeTrue(probe.succeeded(), words[0] + " is not installed, so there is nothing to compare with");
        if (words.length > 1) {
            assumeTrue(
                    programs.run(Command.of(List.of(words))).succeeded(),
                    String.join(" ", words) + " fails, so there is nothing to compare with");
        }
        return this;
    }

    public Completed run(String... words) throws Exception {
        return programs.run(Command.of(List.of(words)));
    }

    public Completed run(Command command) throws Exception {
        return programs.run(command);
    }

    public Completed perl(Path directory, String script, String... arguments) throws Exception {
        Path file = Files.writeString(directory.resolve("script.pl"), script);
        List<String> words = new ArrayList<>(List.of("perl", file.toString()));
        words.addAll(List.of(arguments));
        return programs.run(Command.of(words)).orFail();
    }
}
