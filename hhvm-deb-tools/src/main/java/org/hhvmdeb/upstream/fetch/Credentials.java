package org.hhvmdeb.upstream.fetch;

import java.util.Optional;

/** Where user names and passwords for servers are looked up. They decide who may read, never what is read. */
@FunctionalInterface
public interface Credentials {

    /** Knows none. */
    Credentials NONE = host -> Optional.empty();

    /** What to tell a host that asks. */
    Optional<Credential> of(String host);
}
