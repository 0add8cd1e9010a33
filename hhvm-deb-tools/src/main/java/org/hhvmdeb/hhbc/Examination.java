package org.hhvmdeb.hhbc;

import java.util.List;
import java.util.Optional;
import org.hhvmdeb.debian.RepoSchema;

/**
 * One hhvm of a host.
 *
 * @param service how it is known, as in {@code "process 812"}
 * @param user as whom it runs
 * @param schema what it runs, if known
 * @param candidates the places for its central repository, in HHVM's order
 */
public record Examination(String service, String user, Optional<RepoSchema> schema, List<Candidate> candidates) {

    public Examination {
        candidates = List.copyOf(candidates);
    }
}
