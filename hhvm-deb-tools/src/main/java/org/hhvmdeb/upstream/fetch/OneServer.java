package org.hhvmdeb.upstream.fetch;

import java.net.URISyntaxException;
import java.util.Optional;
import org.eclipse.jgit.transport.URIish;

/**
 * The user name and password of one web server. No other gets them: no other host, no other port of the same one, and not
 * the same one without TLS.
 */
public final class OneServer implements Credentials {

    private final URIish home;
    private final Credential credential;

    private OneServer(URIish home, Credential credential) {
        this.home = home;
        this.credential = credential;
    }

    /** Those of the server that a URL names; empty where it is none of http or https. */
    public static Optional<Credentials> of(String url, Credential credential) {
        try {
            URIish home = new URIish(url);
            return isWeb(home) ? Optional.of(new OneServer(home, credential)) : Optional.empty();
        } catch (URISyntaxException | RuntimeException e) {
            return Optional.empty(); // Told by whoever opens it.
        }
    }

    private static boolean isWeb(URIish url) {
        return url.getHost() != null
                && ("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()));
    }

    @Override
    public Optional<Credential> of(URIish server) {
        boolean same = isWeb(server)
                && home.getHost().equalsIgnoreCase(server.getHost())
                && (isSecure(server) || !isSecure(home))
                && (port(server) == port(home) || (isSecure(server) && port(server) == 443 && port(home) == 80));
        return Optional.of(credential).filter(c -> same);
    }

    private static boolean isSecure(URIish url) {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    private static int port(URIish url) {
        int usual = isSecure(url) ? 443 : 80;
        return url.getPort() < 0 ? usual : url.getPort();
    }
}
