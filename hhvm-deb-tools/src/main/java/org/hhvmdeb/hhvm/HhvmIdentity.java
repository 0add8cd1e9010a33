package org.hhvmdeb.hhvm;

import java.util.List;
import java.util.Optional;
import org.hhvmdeb.hhbc.verify.VerifyRepo;

/**
 * What an hhvm says it is.
 *
 * @param version such as {@code 3.18.5}; empty when the program does not say
 * @param compilerId the git description or time of its build
 * @param readings every place that named its schema, at least one
 */
public record HhvmIdentity(Optional<String> version, Optional<String> compilerId, List<SchemaReading> readings) {

    public HhvmIdentity {
        readings = List.copyOf(readings);
        if (readings.isEmpty()) {
            throw new IllegalArgumentException("no reading");
        }
    }

    /** The schema the first reading names; whether all agree is for {@link VerifyRepo} to say. */
    public RepoSchema schema() {
        return readings.get(0).schema();
    }
}
