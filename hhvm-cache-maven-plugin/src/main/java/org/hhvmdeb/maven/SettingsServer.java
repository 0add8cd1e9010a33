package org.hhvmdeb.maven;

import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.Authentication;
import org.eclipse.aether.repository.AuthenticationContext;
import org.eclipse.aether.repository.RemoteRepository;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.upstream.fetch.Credential;
import org.hhvmdeb.upstream.fetch.Credentials;
import org.hhvmdeb.upstream.fetch.OneServer;

/** The credentials of a {@code <server>} of settings.xml, decrypted as Maven does for its own downloads. */
final class SettingsServer {

    /** What Maven leaves as it is when it cannot decrypt it. */
    private static final Pattern ENCRYPTED = Pattern.compile("\\{[A-Za-z0-9+/=]{24,}\\}");

    private final RepositorySystemSession session;
    private final String id;

    SettingsServer(RepositorySystemSession session, String id) {
        this.session = session;
        this.id = id;
    }

    /**
     * They are for the server of that address alone.
     *
     * @return empty where the address is none of http or https
     * @throws InputException when settings.xml has no such server, or not what it needs
     */
    Optional<Credentials> forServerOf(String address) throws InputException {
        return OneServer.of(address, credential());
    }

    private Credential credential() throws InputException {
        RemoteRepository named = new RemoteRepository.Builder(id, "default", "https://server/").build();
        Authentication authentication = session.getAuthenticationSelector().getAuthentication(named);
        RemoteRepository known = new RemoteRepository.Builder(named)
                .setAuthentication(authentication)
                .build();
        try (AuthenticationContext context = AuthenticationContext.forRepository(session, known)) {
            String user = context == null ? null : context.get(AuthenticationContext.USERNAME);
            String password = context == null ? null : context.get(AuthenticationContext.PASSWORD);
            if (user == null) {
                throw new InputException("hhvm.cache.serverId is " + id
                        + ", but settings.xml has no <server> with that <id> and a <username>; add it to"
                        + " ~/.m2/settings.xml, or to the file named with -s");
            }
            if (password != null && ENCRYPTED.matcher(password).find()) {
                throw new InputException("Maven cannot decrypt the <password> of the <server> " + id
                        + " in settings.xml; is the master password in ~/.m2/settings-security.xml the one it was"
                        + " encrypted with? mvn --encrypt-password makes a new one");
            }
            return new Credential(user, password == null ? "" : password, "the server " + id + " of settings.xml");
        }
    }
}
