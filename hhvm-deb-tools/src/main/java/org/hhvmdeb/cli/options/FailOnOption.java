package org.hhvmdeb.cli.options;

import org.hhvmdeb.notice.Severity;
import picocli.CommandLine.Option;

/** Which findings make a check fail. */
public final class FailOnOption {

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            defaultValue = "error",
            description = "The least that gives exit status 1: error, warning or note. Default: error, which is what "
                    + "dpkg-source refuses.")
    @SuppressWarnings("NullAway.Init")
    private Severity failOn;

    public Severity failing() {
        return failOn;
    }
}
