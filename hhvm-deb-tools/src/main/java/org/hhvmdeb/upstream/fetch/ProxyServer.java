package org.hhvmdeb.upstream.fetch;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.Optional;

/**
 * A proxy.
 *
 * @param type {@code HTTP} or {@code SOCKS}
 * @param credential what an HTTP proxy wants to hear
 */
public record ProxyServer(Proxy.Type type, String host, int port, Optional<Credential> credential) {

    Proxy proxy() {
        return new Proxy(
                type,
                type == Proxy.Type.SOCKS
                        ? new InetSocketAddress(host, port)
                        : InetSocketAddress.createUnresolved(host, port));
    }

    /** For messages: without user name and password. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
