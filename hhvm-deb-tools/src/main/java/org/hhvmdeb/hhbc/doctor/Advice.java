package org.hhvmdeb.hhbc.doctor;

import java.util.Optional;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.notice.Rule;
import org.hhvmdeb.notice.Severity;

/** Something that is wrong on a host, and what mends it. */
public record Advice(Finding finding, Remedy remedy) {

    static Advice of(Severity severity, Location where, Rule rule, String message, Remedy remedy) {
        return new Advice(new Finding(severity, where, rule, message), remedy);
    }

    Advice weighing(Severity severity) {
        return new Advice(new Finding(severity, finding.where(), finding.rule(), finding.message()), remedy);
    }

    /** The commands as one line for a shell; empty where only words help. */
    public Optional<String> fix() {
        return remedy.isCommand() ? Optional.of(String.join(" && ", remedy.commands())) : Optional.empty();
    }

    /** What to do where there is no command. */
    public Optional<String> words() {
        return remedy.isCommand() ? Optional.empty() : Optional.of(remedy.words());
    }

    /** Either of both for a person, as in {@code "fix: chmod …"} or {@code "advice: upgrade …"}. */
    public String told() {
        return fix().map(f -> "fix: " + f).orElse("advice: " + remedy.words());
    }
}
