package org.hhvmdeb.patch.diff;

import java.util.regex.Pattern;

/** Recognises the beginnings of context, normal and ed diffs where GNU patch would. */
final class ForeignDiff {

    private static final Pattern COMMAND = Pattern.compile("[0-9][0-9,]*([dca])[0-9,]*[ \t]*\r?\n");
    private static final Pattern ALMOST_COMMAND = Pattern.compile("[0-9][0-9,]*[dca].*", Pattern.DOTALL);
    private static final Pattern ED =
            Pattern.compile("(?:[0-9]+(?:,[0-9]+)?[cd]|[cd]|(?:[0-9]+)?[ai]|(?:[0-9]+(?:,[0-9]+)?)?s/\\.//)[ \t]*\n");

    private boolean command;
    private boolean edLetter;
    private boolean firstCommand;
    private boolean stars;
    private int indent;
    private boolean starsBefore;
    private final boolean onlyUnified;

    ForeignDiff(boolean onlyUnified) {
        this.onlyUnified = onlyUnified;
    }

    /** Whether the line read last but one was a row of stars. */
    boolean starsBefore() {
        return starsBefore;
    }

    /**
     * Looks at one more line.
     *
     * @param headerSeen whether a line with a file name came before
     * @return whether it shows that a diff of another kind begins here
     */
    boolean read(String text, int newIndent, boolean headerSeen) {
        boolean commandBefore = command;
        int indentBefore = indent;
        starsBefore = stars;
        indent = newIndent;
        boolean digit = !text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '9';
        if (digit && ALMOST_COMMAND.matcher(text).matches()) {
            command = COMMAND.matcher(text).matches();
        }
        boolean ed = (digit || (!text.isEmpty() && "cdais".indexOf(text.charAt(0)) >= 0))
                && ED.matcher(text).matches();
        if (headerSeen && !firstCommand && (ed || command)) {
            firstCommand = true;
            edLetter = ed;
        }
        if (headerSeen) {
            stars = text.startsWith("********");
        }
        boolean context = starsBefore && indentBefore == indent && text.startsWith("*** ");
        boolean normal = commandBefore && (text.startsWith("< ") || text.startsWith("> "));
        return !onlyUnified && (context || normal || (firstCommand && text.equals(".\n")));
    }

    /** Whether the end of the patch makes an ed script of what was read. */
    boolean atEnd() {
        return edLetter;
    }
}
