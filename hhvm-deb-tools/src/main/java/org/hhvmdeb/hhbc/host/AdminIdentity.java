package org.hhvmdeb.hhbc.host;

import java.util.Optional;
import java.util.stream.Stream;
import org.hhvmdeb.hhvm.RepoSchema;

/**
 * What a running HHVM says it is.
 *
 * @param version from {@code X-Powered-By}, which a server may be told not to send
 * @param compilerId the git description or time of its build
 * @param buildId the text of its option {@code --build-id}, if it was started with one
 */
public record AdminIdentity(
        RepoSchema schema, Optional<String> version, Optional<String> compilerId, Optional<String> buildId) {

    /** What it says beside the schema, for a person; empty when it says nothing. */
    public String description() {
        return String.join(
                ", ",
                Stream.of(version.map(v -> "HHVM " + v), compilerId, buildId.map(b -> "build " + b))
                        .flatMap(Optional::stream)
                        .toList());
    }
}
