package org.hhvmdeb.cli;

/** How a command that reports writes to standard output. */
enum Format {
    text,
    json
}
