package org.hhvmdeb.cli.cache;

import java.util.List;
import java.util.Optional;
import org.hhvmdeb.cli.cache.SchemaReadingsJson.Reading;
import org.hhvmdeb.hhbc.verify.VerifiedRepo;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.io.JsonObject;

/** What {@code cache verify} tells a machine; {@code hhvm} is what it was compared with. */
record VerifiedRepoJson(boolean passed, String schema, Optional<String> hhvm, List<Reading> readings)
        implements JsonObject {

    static VerifiedRepoJson of(VerifiedRepo verified, Optional<HhvmSource> compared) {
        return new VerifiedRepoJson(
                true,
                verified.schema().id(),
                compared.map(HhvmSource::toString),
                SchemaReadingsJson.list(verified.readings()));
    }
}
