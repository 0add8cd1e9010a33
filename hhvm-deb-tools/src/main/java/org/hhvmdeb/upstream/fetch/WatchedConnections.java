package org.hhvmdeb.upstream.fetch;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.jspecify.annotations.Nullable;

/** Connects to web servers, through the proxies of the run. */
final class WatchedConnections implements HttpConnectionFactory {

    private final URIish home;
    private final ProxySettings proxies;
    private final Watch watch;

    WatchedConnections(URIish home, ProxySettings proxies, Watch watch) {
        this.home = home;
        this.proxies = proxies;
        this.watch = watch;
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        return create(url, Proxy.NO_PROXY);
    }

    /** Where the run has no proxy of its own for this host, that of the virtual machine is used, as ever. */
    @Override
    public HttpConnection create(URL url, @Nullable Proxy ofTheVirtualMachine) throws IOException {
        if (!url.getProtocol().equals("http") && !url.getProtocol().equals("https")) {
            throw watch.refused("the server points to an address of the protocol " + url.getProtocol());
        }
        watch.check();
        int port = url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
        Optional<ProxyServer> proxy = proxies.of(url.getProtocol(), url.getHost(), port);
        Proxy other = ofTheVirtualMachine == null || proxies.isDirect(url.getHost(), port)
                ? Proxy.NO_PROXY
                : ofTheVirtualMachine;
        URLConnection opened = url.openConnection(proxy.map(ProxyServer::proxy).orElse(other));
        if (!(opened instanceof HttpURLConnection connection)) {
            throw new IOException("no connection of HTTP");
        }
        proxy.flatMap(ProxyServer::credential)
                .ifPresent(c -> connection.setRequestProperty("Proxy-Authorization", basic(c)));
        watch.onBreach(connection::disconnect);
        return new WatchedConnection(connection, isHome(url, port), watch);
    }

    /** Credentials are not for another port of the same machine, which may be somebody else's. */
    private boolean isHome(URL url, int port) {
        if (!url.getHost().equalsIgnoreCase(home.getHost())) {
            return true; // JGit has asked anew who we are there.
        }
        int usual = "https".equals(home.getScheme()) ? 443 : 80;
        int homePort = home.getPort() < 0 ? usual : home.getPort();
        return port == homePort || (url.getProtocol().equals("https") && port == 443 && homePort == 80);
    }

    private static String basic(Credential credential) {
        byte[] both = (credential.user() + ":" + credential.password()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }
}
