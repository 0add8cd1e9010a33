package org.hhvmdeb.upstream.fetch;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.URIish;

/** All the fetching of one run, whose limits hold for its repositories together. Not for several threads at once. */
public final class Fetching {

    private final FetchSettings settings;
    private final AtomicLong received = new AtomicLong();
    private final OwnSecrets secrets = new OwnSecrets();
    private long spentNanos;

    public Fetching(FetchSettings settings) {
        this.settings = settings;
    }

    /**
     * Opens a connection to a server; nothing is sent yet.
     *
     * @param receiver the repository that receives what is fetched, one of ours: its settings count
     * @param server without credentials
     * @param credential what the server is told when it asks
     * @throws FetchBroken where no network may be used, unless the server is a directory of this machine
     */
    public FetchSession open(FileRepositoryBuilder receiver, URIish server, Optional<Credential> credential)
            throws IOException {
        if (isOffline() && server.isRemote()) {
            throw offline("it is not here");
        }
        return FetchSession.open(this, receiver, server, credential);
    }

    /** Whether no server may be reached. */
    public boolean isOffline() {
        return settings.offline();
    }

    /** What is told where a server would have to be reached. */
    public FetchBroken offline(String lacking) {
        return new FetchBroken(
                "no network may be used (offline), and " + lacking + "; fetch it online once, or name a local clone");
    }

    /** What was told in confidence so far, and must not be shown when it comes back. */
    public OwnSecrets secrets() {
        return secrets;
    }

    /** Those of the settings; what one of them is told in confidence is kept in mind. */
    Proxies proxies() {
        return (scheme, host, port) -> {
            Optional<ProxyServer> proxy = settings.proxies().of(scheme, host, port);
            proxy.flatMap(ProxyServer::credential).ifPresent(secrets::add);
            return proxy;
        };
    }

    FetchSettings settings() {
        return settings;
    }

    AtomicLong received() {
        return received;
    }

    long leftNanos() {
        return settings.limits().timeout().toNanos() - spentNanos;
    }

    void spent(long nanos) {
        spentNanos += nanos;
    }
}
