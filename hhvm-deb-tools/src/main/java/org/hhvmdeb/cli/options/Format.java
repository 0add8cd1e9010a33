package org.hhvmdeb.cli.options;

/** How a command that reports writes to standard output. */
public enum Format {
    text,
    json;

    /** What the help says, also where there are more formats. */
    public static final String HELP = "On standard output: ${COMPLETION-CANDIDATES}. Default: text";
}
