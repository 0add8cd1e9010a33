package org.hhvmdeb.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.hhvmdeb.notice.ShownText;
import picocli.CommandLine;

/** How every command says that it was used wrongly: its synopsis, and last, where eyes are, what is wrong. */
record UsageMessage(CommandLine command, String message, List<String> suggestions) {

    /**
     * Takes it from a failure.
     *
     * @param message without secrets
     */
    static UsageMessage of(CommandLine.ParameterException failure, String message) {
        boolean unmatched = failure instanceof CommandLine.UnmatchedArgumentException;
        return new UsageMessage(
                failure.getCommandLine(),
                message,
                unmatched ? ((CommandLine.UnmatchedArgumentException) failure).getSuggestions() : List.of());
    }

    void tell(PrintStream err) {
        command.getCommandSpec().usageMessage().abbreviateSynopsis(true);
        String usage = "Usage: ";
        err.println(usage + command.getHelp().synopsis(usage.length()).stripTrailing());
        err.println("hhvm-deb: " + sentence() + (suggestions.isEmpty() ? "; see " : "? See ")
                + command.getCommandSpec().qualifiedName() + " --help");
    }

    /** picocli begins with a capital, as for a line of its own. */
    private String sentence() {
        if (message.startsWith("Missing required subcommand")) {
            return "name a command: "
                    + String.join(", ", command.getSubcommands().keySet());
        }
        String plain = ShownText.of(message).strip().replaceFirst("\\.$", "");
        String start = plain.isEmpty() ? "" : plain.substring(0, 1).toLowerCase(Locale.ROOT);
        String hint = suggestions.isEmpty() ? "" : "; did you mean " + String.join(" or ", suggestions);
        return start + plain.substring(start.length()) + hint;
    }
}
