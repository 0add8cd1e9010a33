package org.hhvmdeb.upstream.fetch;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A proxy.
 *
 * @param type {@code HTTP} or {@code SOCKS}
 * @param credential what an HTTP proxy wants to hear
 */
public record ProxyServer(Proxy.Type type, String host, int port, Optional<Credential> credential) {

    /** No proxy. */
    public static final ProxyServer DIRECT = new ProxyServer(Proxy.Type.DIRECT, "", 0, Optional.empty());

    Proxy proxy() {
        return switch (type) {
            case DIRECT -> Proxy.NO_PROXY;
            case SOCKS -> new Proxy(type, new InetSocketAddress(host, port));
            case HTTP -> new Proxy(type, InetSocketAddress.createUnresolved(host, port));
        };
    }

    /** What an HTTP proxy is told about who we are, as the value of a header. */
    Optional<String> authorization() {
        return credential.map(c -> "Basic "
                + Base64.getEncoder().encodeToString((c.user() + ":" + c.password()).getBytes(StandardCharsets.UTF_8)));
    }

    /** For messages: without user name and password. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
