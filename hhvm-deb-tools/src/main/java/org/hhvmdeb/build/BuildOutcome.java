package org.hhvmdeb.build;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What came of a build, whichever builder it was.
 *
 * @param status how it ended
 * @param log everything the build printed
 * @param files what it made, sorted by name: packages, .changes, .buildinfo; none after a failure
 * @param summary for a person: after a failure the last lines of the log
 */
public record BuildOutcome(BuildStatus status, Path log, List<Path> files, String summary) {

    public BuildOutcome {
        files = List.copyOf(files);
    }

    /** The list of what was made. */
    public Optional<Path> changes() {
        return endingIn(".changes");
    }

    /** The record of what it was made with. */
    public Optional<Path> buildinfo() {
        return endingIn(".buildinfo");
    }

    private Optional<Path> endingIn(String suffix) {
        return files.stream().filter(f -> f.toString().endsWith(suffix)).findFirst();
    }
}
