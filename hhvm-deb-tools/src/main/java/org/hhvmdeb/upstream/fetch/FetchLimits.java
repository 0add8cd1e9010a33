package org.hhvmdeb.upstream.fetch;

import java.time.Duration;

/**
 * How much one run takes from servers before it gives up. The defaults are several times what the whole history of HHVM
 * needs.
 *
 * @param download bytes from all servers together, compressed and decompressed ones both counted
 * @param objects in one pack or in the index of one
 * @param references that one server may list
 * @param objectSize bytes of a single object
 * @param timeout for all fetching together
 * @param lowSpeedTime how long a server may send next to nothing, git's {@code http.lowSpeedTime}; a connection has to
 *     be there in that time, too
 */
public record FetchLimits(
        long download, long objects, long references, long objectSize, Duration timeout, Duration lowSpeedTime) {

    public static final FetchLimits DEFAULT =
            new FetchLimits(8L << 30, 10_000_000, 250_000, 256L << 20, Duration.ofHours(12), Duration.ofSeconds(60));

    public FetchLimits {
        if (download < 1
                || objects < 1
                || references < 1
                || objectSize < 1
                || timeout.toMillis() < 1
                || lowSpeedTime.toMillis() < 1) {
            throw new IllegalArgumentException("a limit below 1");
        }
    }

    /** How the bytes that a server may spend on naming its references follow from their number. */
    long referenceBytes() {
        return Math.max(1L << 16, references * 256);
    }
}
