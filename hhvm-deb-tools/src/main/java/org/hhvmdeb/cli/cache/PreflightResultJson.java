package org.hhvmdeb.cli.cache;

import java.util.List;
import java.util.Optional;
import org.hhvmdeb.hhbc.host.AdminIdentity;
import org.hhvmdeb.hhbc.preflight.HostVerdict;
import org.hhvmdeb.hhbc.preflight.PreflightResult;
import org.hhvmdeb.hhbc.preflight.Verdict;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.io.JsonObject;

/** What {@code cache preflight} tells a machine. */
record PreflightResultJson(boolean passed, List<String> schemas, List<Host> hosts) implements JsonObject {

    /** What a host would do with the cache; what it says of itself is there where it answered. */
    record Host(
            String host,
            Verdict verdict,
            Optional<String> schema,
            Optional<String> version,
            Optional<String> compilerId,
            Optional<String> buildId,
            String detail)
            implements JsonObject {

        static Host of(HostVerdict host) {
            Optional<AdminIdentity> identity = host.identity();
            return new Host(
                    host.host().toString(),
                    host.verdict(),
                    identity.map(i -> i.schema().id()),
                    identity.flatMap(AdminIdentity::version),
                    identity.flatMap(AdminIdentity::compilerId),
                    identity.flatMap(AdminIdentity::buildId),
                    host.detail());
        }
    }

    static PreflightResultJson of(List<RepoSchema> cache, PreflightResult result, boolean passed) {
        return new PreflightResultJson(
                passed,
                cache.stream().map(RepoSchema::id).toList(),
                result.hosts().stream().map(Host::of).toList());
    }
}
