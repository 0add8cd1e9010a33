package org.hhvmdeb.hhbc.preflight;

import java.util.List;
import org.hhvmdeb.hhbc.host.AdminAddress;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.notice.InputException;

/**
 * Which hosts are asked about which cache.
 *
 * @param cache the schemas that the cache is warm for
 * @param hosts in the order to show them; one that is named twice is asked once
 * @param parallel how many are asked at a time
 */
public record PreflightRequest(List<RepoSchema> cache, List<AdminAddress> hosts, int parallel) {

    private static final int MOST_PARALLEL = 1000;

    public PreflightRequest {
        cache = List.copyOf(cache);
        hosts = hosts.stream().distinct().toList();
    }

    /**
     * Puts a request together.
     *
     * @throws InputException when no host is named, or too many are to be asked at a time
     */
    public static PreflightRequest of(List<RepoSchema> cache, List<AdminAddress> hosts, int parallel)
            throws InputException {
        if (hosts.isEmpty()) {
            throw new InputException("no host is named; name them behind the cache, or in a file with --hosts");
        }
        if (parallel < 1 || parallel > MOST_PARALLEL) {
            throw new InputException("cannot ask " + parallel + " hosts at a time; choose 1 to " + MOST_PARALLEL);
        }
        return new PreflightRequest(cache, hosts, parallel);
    }
}
