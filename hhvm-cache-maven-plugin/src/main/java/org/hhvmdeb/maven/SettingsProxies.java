package org.hhvmdeb.maven;

import java.util.Optional;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.AuthenticationContext;
import org.eclipse.aether.repository.Proxy;
import org.eclipse.aether.repository.RemoteRepository;
import org.hhvmdeb.upstream.fetch.Credential;
import org.hhvmdeb.upstream.fetch.Proxies;
import org.hhvmdeb.upstream.fetch.ProxyServer;

/** The {@code <proxies>} of settings.xml, chosen and decrypted as Maven does for its own downloads. */
record SettingsProxies(RepositorySystemSession session) implements Proxies {

    @Override
    public Optional<ProxyServer> of(String scheme, String host, int port) {
        RemoteRepository direct =
                new RemoteRepository.Builder("upstream", "default", scheme + "://" + host + ":" + port + "/").build();
        Proxy proxy = session.getProxySelector().getProxy(direct);
        if (proxy == null) {
            return Optional.of(ProxyServer.DIRECT);
        }
        RemoteRepository proxied =
                new RemoteRepository.Builder(direct).setProxy(proxy).build();
        return Optional.of(
                new ProxyServer(java.net.Proxy.Type.HTTP, proxy.getHost(), proxy.getPort(), credential(proxied)));
    }

    private Optional<Credential> credential(RemoteRepository proxied) {
        try (AuthenticationContext context = AuthenticationContext.forProxy(session, proxied)) {
            String user = context == null ? null : context.get(AuthenticationContext.USERNAME);
            String password = context == null ? null : context.get(AuthenticationContext.PASSWORD);
            return Optional.ofNullable(user)
                    .map(u -> new Credential(u, password == null ? "" : password, "the proxy of settings.xml"));
        }
    }
}
