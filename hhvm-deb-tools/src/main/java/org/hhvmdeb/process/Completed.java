package org.hhvmdeb.process;

import java.util.List;
import org.hhvmdeb.notice.ExternalException;

/**
 * A program that has ended by itself.
 *
 * @param command what ran
 * @param exitCode its exit status; 128 + n when signal n killed it, and Linux has {@value #SIGNALS} of them
 * @param output the beginning of its standard output, {@value Transcript#KEPT_OUTPUT} bytes at the most, decoded
 *     as UTF-8
 * @param lastLines the last lines of what it printed on both streams, oldest first, for a message
 */
public record Completed(Command command, int exitCode, String output, List<String> lastLines) {

    private static final int SIGNALS = 64;

    public Completed {
        lastLines = List.copyOf(lastLines);
    }

    public boolean succeeded() {
        return exitCode == 0;
    }

    /** Whether a signal ended it. */
    public boolean wasKilled() {
        return exitCode > 128 && exitCode <= 128 + SIGNALS;
    }

    /**
     * Returns this if the program succeeded.
     *
     * @throws ExternalException with the command, its exit status and its last lines otherwise
     */
    public Completed orFail() throws ExternalException {
        if (!succeeded()) {
            throw new ExternalException(describe());
        }
        return this;
    }

    /** Its last lines, for the end of a sentence. */
    public String said() {
        return lastLines.isEmpty() ? "it printed nothing" : "its last lines:\n  " + String.join("\n  ", lastLines);
    }

    /** The command, how it ended and its last lines. */
    public String describe() {
        String end = wasKilled() ? "was killed by signal " + (exitCode - 128) : "failed with exit status " + exitCode;
        String log = command.log().map(f -> "\nThe whole log: " + f).orElse("");
        boolean full = lastLines.stream().anyMatch(l -> l.contains("No space left on device"));
        String advice = full ? "\nThe disk is full: free some space and run again." : "";
        return command.program() + " " + end + "; " + said() + "\nThe command was: " + command + log + advice;
    }
}
