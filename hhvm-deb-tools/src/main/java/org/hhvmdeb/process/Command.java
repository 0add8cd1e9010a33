package org.hhvmdeb.process;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A program call: no shell ever sees it.
 *
 * @param words the program and its arguments; a program without a slash is looked up in PATH
 * @param directory where it runs; empty: where we run
 * @param environment variables set on top of the inherited ones; locale and the like are set by the runner
 * @param timeout after which the program and its children are stopped
 * @param watch looks at it while it runs
 * @param log receives everything the program prints, as it comes; empty: nothing is kept but the last lines
 * @param input what it reads from standard input; empty: nothing
 * @param output the file that gets its standard output, which is then in no transcript; empty: see {@link Completed#output}
 * @param holding a file that is locked, as by flock(1), as long as the program or a child of it lives; it starts when nobody
 *     else has the lock
 */
public record Command(
        List<String> words,
        Optional<Path> directory,
        Map<String, String> environment,
        Duration timeout,
        Optional<ProcessWatch> watch,
        Optional<Path> log,
        Optional<Input> input,
        Optional<Path> output,
        Optional<Path> holding) {

    private static final Duration ONE_DAY = Duration.ofDays(1);

    public Command {
        words = List.copyOf(words);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        if (words.isEmpty() || words.get(0).isEmpty()) {
            throw new IllegalArgumentException("no program");
        }
    }

    public static Command of(String program, String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(program);
        words.addAll(Arrays.asList(arguments));
        return of(words);
    }

    public static Command of(List<String> words) {
        return new Command(
                words,
                Optional.empty(),
                Map.of(),
                ONE_DAY,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same with more arguments. */
    public Command and(List<String> arguments) {
        List<String> all = new ArrayList<>(words);
        all.addAll(arguments);
        return new Command(all, directory, environment, timeout, watch, log, input, output, holding);
    }

    public String program() {
        return words.get(0);
    }

    public Command in(Path newDirectory) {
        return new Command(words, Optional.of(newDirectory), environment, timeout, watch, log, input, output, holding);
    }

    public Command with(String variable, String value) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(variable, value);
        return new Command(words, directory, more, timeout, watch, log, input, output, holding);
    }

    public Command within(Duration newTimeout) {
        return new Command(words, directory, environment, newTimeout, watch, log, input, output, holding);
    }

    public Command watchedBy(ProcessWatch newWatch) {
        return new Command(words, directory, environment, timeout, Optional.of(newWatch), log, input, output, holding);
    }

    public Command loggingTo(Path file) {
        return new Command(words, directory, environment, timeout, watch, Optional.of(file), input, output, holding);
    }

    public Command reading(Input newInput) {
        return new Command(words, directory, environment, timeout, watch, log, Optional.of(newInput), output, holding);
    }

    /** Lets it write its standard output into a file, which is made again. */
    public Command writing(Path file) {
        return new Command(words, directory, environment, timeout, watch, log, input, Optional.of(file), holding);
    }

    /** Lets it have a lock that tells whether it lives; where flock(1) is missing, there is none. */
    public Command holding(Path file) {
        return new Command(
                words, directory, environment, timeout, watch, log, input, output, Optional.of(file.toAbsolutePath()));
    }

    /** As a person would type it; words a shell would split or expand are quoted, for any POSIX shell. */
    @Override
    public String toString() {
        return words.stream().map(Command::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        // A control character would break the line, or do to a terminal what its bytes say. What $(...) strips stays as
        // it is.
        if (word.chars().anyMatch(Character::isISOControl) && !word.endsWith("\n")) {
            return "\"$(printf '" + printed(word) + "')\"";
        }
        boolean plain = !word.isEmpty()
                && word.chars().allMatch(c -> Character.isLetterOrDigit(c) || "@%+=:,./_-".indexOf(c) >= 0);
        return plain ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** As the format of printf(1). */
    private static String printed(String word) {
        StringBuilder format = new StringBuilder();
        word.codePoints().forEach(c -> {
            if (Character.isISOControl(c)) {
                for (byte each : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    format.append(String.format("\\%03o", each & 0xff));
                }
            } else {
                format.append(
                        switch (c) {
                            case '%' -> "%%";
                            case '\\' -> "\\\\";
                            case '\'' -> "'\\''";
                            default -> Character.toString(c);
                        });
            }
        });
        return format.toString();
    }
}
