package org.hhvmdeb.upstream.fetch;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/**
 * Answers servers that ask who we are, each once, and remembers how that went. What the URL says is told to its own host alone; another
 * one, behind a redirection, gets what is known for it.
 */
final class AskedCredentials extends CredentialsProvider {

    private final @Nullable String home;
    private final Optional<Credential> ofUrl;
    private final Credentials others;
    private final OwnSecrets secrets;
    private final Set<String> answered = new HashSet<>();
    private @Nullable String complaint;

    AskedCredentials(@Nullable String home, Optional<Credential> ofUrl, Credentials others, OwnSecrets secrets) {
        this.home = home;
        this.ofUrl = ofUrl;
        this.others = others;
        this.secrets = secrets;
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
        Optional<Credential> credential =
                (host.equalsIgnoreCase(home) ? ofUrl : Optional.<Credential>empty()).or(() -> others.of(server));
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
