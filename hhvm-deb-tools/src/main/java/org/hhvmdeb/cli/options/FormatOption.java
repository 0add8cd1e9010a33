package org.hhvmdeb.cli.options;

import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.io.Json;
import org.hhvmdeb.io.JsonObject;
import picocli.CommandLine.Option;

/** How a command that reports writes to standard output; one that has findings for other programs has {@link ReportOptions}. */
public final class FormatOption {

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = Format.HELP)
    @SuppressWarnings("NullAway.Init")
    private Format format;

    public boolean isJson() {
        return format == Format.json;
    }

    /**
     * Writes.
     *
     * @param json what a program is told
     * @param text tells a person
     */
    public void write(Console console, JsonObject json, Runnable text) {
        if (isJson()) {
            console.out().print(Json.document(json));
        } else {
            text.run();
        }
    }
}
