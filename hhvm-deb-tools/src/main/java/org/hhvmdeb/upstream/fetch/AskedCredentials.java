package org.hhvmdeb.upstream.fetch;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/**
 * Answers servers that ask who we are, each once, and remembers how that went. What the URL says is told to its own host alone; another
 * one, behind a redirection, gets what is known for it. No other port of a host gets what one of its ports was told: it may be
 * somebody else's.
 */
final class AskedCredentials extends CredentialsProvider {

    private static final int PLAIN = 80;
    private static final int SECURE = 443;

    private final URIish home;
    private final Optional<Credential> ofUrl;
    private final Credentials others;
    private final OwnSecrets secrets;
    private final Set<String> answered = new HashSet<>();
    /** Of each host that may be told something. */
    private final Map<String, Integer> ports = new HashMap<>();

    private @Nullable String complaint;

    AskedCredentials(URIish home, Optional<Credential> ofUrl, Credentials others, OwnSecrets secrets) {
        this.home = home;
        this.ofUrl = ofUrl;
        this.others = others;
        this.secrets = secrets;
        ports.put(key(home.getHost()), port(home.getScheme(), home.getPort()));
    }

    /**
     * Whether a server may have what its host was told: JGit tells it again at every port. The one that comes next after a
     * plain server, as its server with TLS, may.
     */
    boolean isFor(String scheme, String host, int port) {
        Integer known = ports.get(key(host));
        int asking = port(scheme, port);
        return known != null
                && (known == asking || (known == PLAIN && asking == SECURE && "https".equalsIgnoreCase(scheme)));
    }

    private static String key(@Nullable String host) {
        return String.valueOf(host).toLowerCase(Locale.ROOT);
    }

    private static int port(@Nullable String scheme, int port) {
        return port >= 0 ? port : "https".equalsIgnoreCase(scheme) ? SECURE : PLAIN;
    }

    /** Why a server that asked could not be satisfied; empty when none asked. */
    Optional<String> complaint() {
        return Optional.ofNullable(complaint);
    }

    @Override
    public boolean isInteractive() {
        return false;
    }

    @Override
    public boolean supports(CredentialItem... items) {
        for (CredentialItem item : items) {
            if (!(item instanceof CredentialItem.Username || item instanceof CredentialItem.Password)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean get(URIish server, CredentialItem... items) {
        String host = String.valueOf(server.getHost());
        ports.putIfAbsent(key(host), port(server.getScheme(), server.getPort()));
        if (!isFor(String.valueOf(server.getScheme()), host, server.getPort())) {
            complaint = "the server points to another port of " + host
                    + ", which asks for a user name and a password; give its address itself";
            return false;
        }
        Optional<Credential> credential = (host.equalsIgnoreCase(home.getHost()) ? ofUrl : Optional.<Credential>empty())
                .or(() -> others.of(server));
        if (credential.isEmpty()) {
            complaint = "the server asks for a user name and a password; " + others.advice(server);
            return false;
        }
        if (!answered.add(host + ":" + server.getPort())) {
            complaint = "the server does not accept " + credential.get();
            return false;
        }
        secrets.add(credential.get());
        for (CredentialItem item : items) {
            if (item instanceof CredentialItem.Username user) {
                user.setValue(credential.get().user());
            } else if (item instanceof CredentialItem.Password password) {
                password.setValue(credential.get().password().toCharArray());
            }
        }
        return true;
    }
}
