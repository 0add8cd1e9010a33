package org.hhvmdeb.upstream.fetch;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.transport.NetRC;
import org.eclipse.jgit.transport.NetRC.NetRCEntry;
import org.eclipse.jgit.transport.URIish;

/** The file {@code ~/.netrc}, or the one that {@code NETRC} names, as git and curl read it. */
final class Netrc implements Credentials {

    private final Path file;

    private Netrc(Path file) {
        this.file = file;
    }

    static Credentials of(Map<String, String> environment) {
        String named = environment.getOrDefault("NETRC", "");
        String home = environment.getOrDefault("HOME", "");
        try {
            Optional<Path> file = !named.isEmpty()
                    ? Optional.of(Path.of(named))
                    : home.isEmpty() ? Optional.empty() : Optional.of(Path.of(home, ".netrc"));
            return file.<Credentials>map(Netrc::new).orElse(Credentials.NONE);
        } catch (InvalidPathException e) {
            return Credentials.NONE;
        }
    }

    @Override
    public Optional<Credential> of(URIish server) {
        if (!Files.isReadable(file) || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        NetRCEntry entry = new NetRC(file.toFile()).getEntry(server.getHost());
        return entry == null || entry.login == null || entry.password == null
                ? Optional.empty()
                : Optional.of(new Credential(entry.login, String.valueOf(entry.password), "the netrc file"));
    }
}
