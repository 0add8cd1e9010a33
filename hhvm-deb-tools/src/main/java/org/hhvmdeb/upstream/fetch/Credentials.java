package org.hhvmdeb.upstream.fetch;

import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jgit.transport.URIish;

/** Where user names and passwords for servers are looked up. They decide who may read, never what is read. */
@FunctionalInterface
public interface Credentials {

    /** Knows none. */
    Credentials NONE = server -> Optional.empty();

    /** What to tell a server that asks. */
    Optional<Credential> of(URIish server);

    /** What a person can do where none is known, to go on a message about that server. */
    default String advice(URIish server) {
        return "put them into ~/.netrc, or the file that NETRC names: machine " + server.getHost()
                + " login USER password PASSWORD";
    }

    /** These, and where they know none the others, whose advice it is. */
    default Credentials or(Credentials others) {
        return both(server -> of(server).or(() -> others.of(server)), others::advice);
    }

    /** The same with something else that a person can do. */
    default Credentials advising(String first) {
        return both(this, server -> first + ", or " + advice(server));
    }

    private static Credentials both(Credentials known, Function<URIish, String> advice) {
        return new Credentials() {
            @Override
            public Optional<Credential> of(URIish server) {
                return known.of(server);
            }

            @Override
            public String advice(URIish server) {
                return advice.apply(server);
            }
        };
    }
}
