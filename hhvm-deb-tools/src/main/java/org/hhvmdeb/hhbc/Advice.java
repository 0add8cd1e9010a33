package org.hhvmdeb.hhbc;

import java.util.List;
import java.util.stream.Collectors;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.notice.Severity;
import org.hhvmdeb.process.Command;

/**
 * Something that is wrong on a host, and what mends it.
 *
 * @param commands to be given one after the other, by root
 */
public record Advice(Finding finding, List<Command> commands) {

    public Advice {
        commands = List.copyOf(commands);
    }

    static Advice of(Severity severity, Location where, String rule, String message, Command... commands) {
        return new Advice(new Finding(severity, where, rule, message), List.of(commands));
    }

    Advice weighing(Severity severity) {
        return new Advice(new Finding(severity, finding.where(), finding.rule(), finding.message()), commands);
    }

    /** The commands as one line for a shell. */
    public String fix() {
        return commands.stream().map(Command::toString).collect(Collectors.joining(" && "));
    }
}
