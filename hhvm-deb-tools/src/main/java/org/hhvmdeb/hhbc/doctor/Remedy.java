package org.hhvmdeb.hhbc.doctor;

import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.process.Command;

/**
 * What mends a finding: commands that can be pasted into any POSIX shell of root as they are, or, where none is safe, words.
 * Commands never ask, do no harm when they are given twice, and what takes something away comes last.
 *
 * @param commands for a shell, to be given one after the other while each succeeds; empty where there are words
 * @param words what a person has to decide or do; empty where there are commands
 */
record Remedy(List<String> commands, String words) {

    public Remedy {
        commands = List.copyOf(commands);
        if (commands.isEmpty() == words.isEmpty()) {
            throw new IllegalArgumentException("either commands or words");
        }
    }

    public static Remedy words(String words) {
        return new Remedy(List.of(), words);
    }

    static Remedy commands(List<String> commands) {
        return new Remedy(commands, "");
    }

    static Remedy command(String program, String... arguments) {
        return commands(List.of(line(program, arguments)));
    }

    /** One command as a line. */
    public static String line(String program, String... arguments) {
        return Command.of(program, arguments).toString();
    }

    public boolean isCommand() {
        return !commands.isEmpty();
    }

    /** The commands with others after them; words stay words. */
    Remedy then(Remedy other) {
        if (!isCommand() || !other.isCommand()) {
            return isCommand() ? other : this;
        }
        List<String> all = new ArrayList<>(commands);
        all.addAll(other.commands);
        return commands(all);
    }
}
