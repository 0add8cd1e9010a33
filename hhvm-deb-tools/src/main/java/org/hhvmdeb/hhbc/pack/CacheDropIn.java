package org.hhvmdeb.hhbc.pack;

import org.hhvmdeb.hhbc.inspect.RepoMode;

/**
 * What a cache package adds to the systemd unit that runs HHVM. Not the {@code -c} that names the snippet: it stands in
 * ExecStart, and a drop-in can only replace that line as a whole, without knowing it.
 */
final class CacheDropIn {

    private CacheDropIn() {}

    static String of(PackageRequest request) {
        return """
                # Belongs to the package %1$s; see systemd.unit(5) for how to override it.
                [Unit]
                # Before its file system is mounted hhvm would start without the bytecode.
                RequiresMountsFor=/usr/share/%1$s

                [Service]
                # HHVM up to 4.69 creates its tables in a repository that it may write to, also in mode r-.
                ReadOnlyPaths=-/usr/share/%1$s
                """.formatted(request.name())
                + (request.layout() == RepoMode.AUTHORITATIVE ? """
                        # Where there is no bytecode for the hhvm that is installed, hhvm starts without authoritative mode.
                        ExecStartPre=-+/usr/lib/%1$s/authoritative-mode
                        """.formatted(request.name()) : "");
    }
}
