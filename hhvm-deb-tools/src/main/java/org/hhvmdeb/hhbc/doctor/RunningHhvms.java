package org.hhvmdeb.hhbc.doctor;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hhvmdeb.hhvm.RepoSchema;

/**
 * Everything that may still be needed on a host: by an hhvm that runs, and by one that is installed and runs after the next
 * restart. What is of neither is dead.
 *
 * @param schemas theirs
 * @param builds their build ids
 * @param complete whether all of them told their schema; if not, nothing can be called dead for sure
 */
record RunningHhvms(Set<RepoSchema> schemas, Set<String> builds, boolean complete) {

    RunningHhvms {
        schemas = Set.copyOf(schemas);
        builds = Set.copyOf(builds);
    }

    /** @param named a schema that the user says is live */
    static RunningHhvms of(List<LiveHhvm> hhvms, Optional<RepoSchema> named) {
        return new RunningHhvms(
                Stream.concat(named.stream(), hhvms.stream().flatMap(h -> h.schema().stream()))
                        .collect(Collectors.toSet()),
                hhvms.stream().flatMap(h -> h.build().stream()).collect(Collectors.toSet()),
                hhvms.stream().filter(h -> h.schema().isEmpty()).count() <= (named.isPresent() ? 1 : 0));
    }
}
