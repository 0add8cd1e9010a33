package org.hhvmdeb.hhvm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.process.ProcessRunner;

/**
 * An hhvm that can be run. It gets a home directory of its own, as any hhvm may leave a repository in the home
 * directory it finds.
 *
 * @param name how a person knows it; the file may lie in a directory that is gone afterwards
 * @param file the program
 * @param environment what it needs beside the usual
 */
public record HhvmProgram(String name, Path file, Map<String, String> environment, ProcessRunner programs) {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern MISSING_LIBRARY =
            Pattern.compile("error while loading shared libraries: ([^:]+): cannot open");

    public HhvmProgram {
        environment = Map.copyOf(environment);
    }

    public Command command(List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(file.toString()));
        words.addAll(arguments);
        Command command = Command.of(words);
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            command = command.with(variable.getKey(), variable.getValue());
        }
        return command;
    }

    /** What its file says, without running it; empty for an hhvm before 3.13, and for a script that starts one. */
    Optional<SchemaReading> section() throws HhvmDebException {
        return SchemaSection.of(file, name);
    }

    /**
     * Runs the program to ask it: {@code --repo-schema} and {@code --version}; reads its ELF section, too.
     *
     * @throws InputException when it may not be run
     * @throws ExternalException when no way gives a schema, with what each gave instead
     */
    public HhvmIdentity identify() throws HhvmDebException {
        if (!Files.isExecutable(file)) {
            throw new InputException(name + " is not a program: it is not executable");
        }
        List<SchemaReading> readings = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        section().ifPresent(readings::add);
        ask("--repo-schema", failures)
                .flatMap(c -> reading("--repo-schema", c, bare(c.output()), failures))
                .ifPresent(readings::add);
        Optional<Completed> asked = ask("--version", failures);
        HhvmVersion version = HhvmVersion.parse(asked.map(Completed::output).orElse(""));
        asked.flatMap(c -> reading("--version", c, version.schema(), failures)).ifPresent(readings::add);
        if (readings.isEmpty()) {
            throw new ExternalException(name + " does not tell its repo schema, neither in the ELF section "
                    + RepoSchema.ELF_SECTION
                    + " nor when asked:\n" + String.join("\n", failures)
                    + "\nCheck that it is an hhvm and that it runs on this machine.");
        }
        return new HhvmIdentity(version.version(), version.compilerId(), readings);
    }

    /** Says why a run failed; a missing library is what befalls an unpacked hhvm most. */
    public String explain(Completed completed) {
        for (String line : completed.lastLines()) {
            Matcher missing = MISSING_LIBRARY.matcher(line);
            if (missing.find()) {
                return name + " needs the library " + missing.group(1)
                        + ", which is neither on this machine nor in the package; install what the package depends on"
                        + " (apt-get install ./hhvm_….deb), or compile in a chroot that has it\nThe command was: "
                        + completed.command();
            }
        }
        return completed.describe();
    }

    private Optional<Completed> ask(String question, List<String> failures) {
        try {
            Completed completed = programs.run(command(List.of(question)).within(PATIENCE));
            if (completed.succeeded()) {
                return Optional.of(completed);
            }
            failures.add(explain(completed));
        } catch (ExternalException e) {
            failures.add(String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private Optional<SchemaReading> reading(
            String question, Completed asked, Optional<String> answer, List<String> failures) {
        String source = name + " " + question;
        try {
            if (answer.isPresent()) {
                return Optional.of(new SchemaReading(source, RepoSchema.parse(answer.get())));
            }
            failures.add(source + " printed no schema; " + said(asked));
        } catch (InputException e) {
            failures.add(source + ": " + e.getMessage() + "; " + said(asked));
        }
        return Optional.empty();
    }

    private static String said(Completed asked) {
        return asked.lastLines().isEmpty()
                ? "it printed nothing"
                : "its last lines:\n  " + String.join("\n  ", asked.lastLines());
    }

    /** The only line that is not blank. */
    private static Optional<String> bare(String output) {
        List<String> lines =
                output.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
        return lines.size() == 1 ? Optional.of(lines.get(0)) : Optional.empty();
    }
}
