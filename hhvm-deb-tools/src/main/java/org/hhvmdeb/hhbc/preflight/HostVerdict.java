package org.hhvmdeb.hhbc.preflight;

import java.util.List;
import java.util.Optional;
import org.hhvmdeb.hhbc.host.AdminAddress;
import org.hhvmdeb.hhbc.host.AdminIdentity;
import org.hhvmdeb.hhbc.host.AdminReply;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.Location;

/**
 * What one host would do with a cache.
 *
 * @param identity of the HHVM there, if one answered
 * @param detail why there is no identity; empty otherwise
 */
public record HostVerdict(AdminAddress host, Verdict verdict, Optional<AdminIdentity> identity, String detail) {

    static HostVerdict of(AdminAddress host, AdminReply reply, List<RepoSchema> cache) {
        Verdict verdict = switch (reply.outcome()) {
            case ANSWERED ->
                reply.identity().filter(i -> cache.contains(i.schema())).isPresent() ? Verdict.WARM : Verdict.COLD;
            case DENIED -> Verdict.DENIED;
            case NOT_HHVM -> Verdict.NOT_HHVM;
            case UNREACHABLE -> Verdict.UNREACHABLE;
        };
        return new HostVerdict(host, verdict, reply.identity(), reply.detail());
    }

    /** None when the host is warm. */
    List<Finding> findings() {
        if (verdict == Verdict.WARM) {
            return List.of();
        }
        HostRule rule = switch (verdict) {
            case COLD -> HostRule.HOST_COLD;
            case DENIED -> HostRule.HOST_DENIED;
            case NOT_HHVM -> HostRule.HOST_NOT_HHVM;
            case UNREACHABLE -> HostRule.HOST_UNREACHABLE;
            case WARM -> throw new IllegalStateException("a warm host has no finding");
        };
        return List.of(Finding.of(Location.of(host.toString()), rule, message()));
    }

    private String message() {
        return identity.map(i -> "it runs schema " + i.schema() + ", which is not in this cache")
                .orElse(verdict + ": " + detail);
    }
}
