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
        Optional<HostRule> rule = switch (verdict) {
            case WARM -> Optional.empty();
            case COLD -> Optional.of(HostRule.HOST_COLD);
            case DENIED -> Optional.of(HostRule.HOST_DENIED);
            case NOT_HHVM -> Optional.of(HostRule.HOST_NOT_HHVM);
            case UNREACHABLE -> Optional.of(HostRule.HOST_UNREACHABLE);
        };
        return rule.map(r -> Finding.of(Location.of(host.toString()), r, message())).stream()
                .toList();
    }

    private String message() {
        return identity.map(i -> "it runs schema " + i.schema() + ", which is not in this cache")
                .orElse(verdict + ": " + detail);
    }
}
