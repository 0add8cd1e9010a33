package org.hhvmdeb.hhbc.doctor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.hhvm.RepoSchema;

/**
 * What is to be examined.
 *
 * @param root the top of the host's file system
 * @param user as whom HHVM runs, a name or a number; empty: the user the host starts it as
 * @param configs its configuration files, as the host names them; none: those the host starts it with
 * @param hhvm whose schema is the live one; empty: the one on the host
 * @param schema the live one, where no file tells it
 * @param maxSize the size in bytes that no repository should exceed
 */
public record DoctorRequest(
        Path root,
        Optional<String> user,
        List<String> configs,
        Optional<HhvmSource> hhvm,
        Optional<RepoSchema> schema,
        Optional<Long> maxSize) {

    public DoctorRequest {
        configs = List.copyOf(configs);
    }
}
