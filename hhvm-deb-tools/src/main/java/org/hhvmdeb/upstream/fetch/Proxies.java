package org.hhvmdeb.upstream.fetch;

import java.util.Optional;

/** Which proxy leads to which server. */
@FunctionalInterface
public interface Proxies {

    /** Knows none. */
    Proxies NONE = (scheme, host, port) -> Optional.empty();

    /**
     * The way to a server.
     *
     * @param scheme http or https
     * @return {@link ProxyServer#DIRECT} for none; empty: nothing is said, then the virtual machine's own settings count
     */
    Optional<ProxyServer> of(String scheme, String host, int port);
}
