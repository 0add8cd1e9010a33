package org.hhvmdeb.cli.options;

/** How a command that reports writes to standard output. */
enum Format {
    text,
    json;

    /** What the help says, also where there are more formats. */
    static final String HELP = "On standard output: ${COMPLETION-CANDIDATES}. Default: text";
}
