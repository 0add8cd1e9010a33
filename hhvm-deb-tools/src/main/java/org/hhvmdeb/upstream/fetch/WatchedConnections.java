package org.hhvmdeb.upstream.fetch;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.net.URLConnection;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.jspecify.annotations.Nullable;

/** Connects to web servers, through the proxies of the run. */
final class WatchedConnections implements HttpConnectionFactory {

    /** JGit has one answer open at a time, and asks for a loose object each by itself. */
    private static final int MOST_OPEN = 8;

    private final Queue<HttpURLConnection> latest = new ArrayDeque<>();
    private final AskedCredentials credentials;
    private final Proxies proxies;
    private final Watch watch;
    /** Kept, so that connections through them are used again. */
    private final Map<ProxyServer, SSLSocketFactory> tunnels = new ConcurrentHashMap<>();

    WatchedConnections(AskedCredentials credentials, Proxies proxies, Watch watch) {
        this.credentials = credentials;
        this.proxies = proxies;
        this.watch = watch;
        watch.onBreach(this::disconnect);
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
        Proxy other = ofTheVirtualMachine == null ? Proxy.NO_PROXY : ofTheVirtualMachine;
        Optional<ProxyServer> tunnel = proxy.filter(
                p -> p.type() == Proxy.Type.HTTP && url.getProtocol().equals("https"));
        URLConnection opened = url.openConnection(
                tunnel.isPresent()
                        ? Proxy.NO_PROXY
                        : proxy.map(ProxyServer::proxy).orElse(other));
        if (!(opened instanceof HttpURLConnection connection)) {
            throw new IOException("no connection of HTTP");
        }
        if (tunnel.isPresent() && connection instanceof HttpsURLConnection secure) {
            secure.setSSLSocketFactory(tunnels.computeIfAbsent(
                    tunnel.get(), p -> new TunnelSockets(HttpsURLConnection.getDefaultSSLSocketFactory(), p, watch)));
        } else {
            proxy.flatMap(ProxyServer::authorization)
                    .ifPresent(a -> connection.setRequestProperty("Proxy-Authorization", a));
        }
        remember(connection);
        return new WatchedConnection(connection, credentials.isFor(url.getProtocol(), url.getHost(), port), watch);
    }

    private synchronized void remember(HttpURLConnection connection) {
        latest.add(connection);
        if (latest.size() > MOST_OPEN) {
            latest.remove();
        }
        if (watch.breach().isPresent()) {
            connection.disconnect();
        }
    }

    private synchronized void disconnect() {
        latest.forEach(HttpURLConnection::disconnect);
    }
}
