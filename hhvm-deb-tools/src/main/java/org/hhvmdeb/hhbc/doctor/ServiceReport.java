package org.hhvmdeb.hhbc.doctor;

import java.util.List;
import java.util.Optional;
import org.hhvmdeb.hhvm.RepoSchema;

/**
 * One hhvm of a host.
 *
 * @param service how it is known, as in {@code "process 812"}
 * @param user as whom it runs
 * @param schema what it runs, if known
 * @param candidates the places for its central repository, in HHVM's order
 * @param read the repositories that it only reads, such as that of a cache package: the local one, or the one of {@code
 *     hhvm.repo.path}
 */
public record ServiceReport(
        String service,
        String user,
        Optional<RepoSchema> schema,
        List<CentralCandidate> candidates,
        List<CentralCandidate> read) {

    public ServiceReport {
        candidates = List.copyOf(candidates);
        read = List.copyOf(read);
    }
}
