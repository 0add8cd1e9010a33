package org.hhvmdeb.cli.console;

import java.io.PrintStream;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.debian.SourceDateEpoch;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.ProcessRunner;
import org.hhvmdeb.process.SearchPath;

/**
 * The outside of a command: results go to {@code out}, everything for a person to {@code progress}, which is standard
 * error.
 *
 * @param out standard output
 * @param progress notes and warnings
 * @param programs runs other programs
 * @param environment the variables of the environment
 */
public record Console(PrintStream out, Progress progress, ProcessRunner programs, Map<String, String> environment) {

    public Console {
        environment = Map.copyOf(environment);
    }

    public SearchPath path() {
        return SearchPath.parse(environment.get("PATH"));
    }

    /** The date that nothing we write may exceed, if the environment sets one. */
    public Optional<Instant> sourceDateEpoch() throws InputException {
        return SourceDateEpoch.parse(environment.get("SOURCE_DATE_EPOCH"));
    }
}
