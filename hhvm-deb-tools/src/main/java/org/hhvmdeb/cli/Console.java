package org.hhvmdeb.cli;

import java.io.PrintStream;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
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
record Console(PrintStream out, Progress progress, ProcessRunner programs, Map<String, String> environment) {

    Console {
        environment = Map.copyOf(environment);
    }

    SearchPath path() {
        return SearchPath.parse(environment.get("PATH"));
    }

    /** The date that nothing we write may exceed (reproducible-builds.org/specs/source-date-epoch). */
    Optional<Instant> sourceDateEpoch() throws InputException {
        String value = environment.getOrDefault("SOURCE_DATE_EPOCH", "");
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(value)));
        } catch (NumberFormatException e) {
            throw new InputException("SOURCE_DATE_EPOCH is \"" + value + "\", not a number of seconds since 1970", e);
        }
    }
}
