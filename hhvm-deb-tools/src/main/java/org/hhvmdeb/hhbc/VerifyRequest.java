package org.hhvmdeb.hhbc;

import java.nio.file.Path;
import java.util.Optional;
import org.hhvmdeb.debian.RepoSchema;

/**
 * What is to be verified against what.
 *
 * @param file a repository, or a cache .deb, whose Depends is then a reading too
 * @param hhvm the hhvm it is for; empty: not at hand
 * @param expected the schema it must have; empty: whatever the others say
 */
public record VerifyRequest(Path file, Optional<HhvmSource> hhvm, Optional<RepoSchema> expected) {

    public static VerifyRequest of(Path file) {
        return new VerifyRequest(file, Optional.empty(), Optional.empty());
    }

    public VerifyRequest against(HhvmSource newHhvm) {
        return new VerifyRequest(file, Optional.of(newHhvm), expected);
    }

    public VerifyRequest expecting(RepoSchema newExpected) {
        return new VerifyRequest(file, hhvm, Optional.of(newExpected));
    }
}
