package org.hhvmdeb.cli.options;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.upstream.tree.UpstreamSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How to read upstream's tags without a checkout. */
public final class UpstreamOptions {

    @Option(
            names = "--submodule",
            paramLabel = "PATH=URL",
            description =
                    "Another address for the submodule at PATH, or for all whose URL begins with PATH. A * in PATH stands"
                            + " for any characters, and a * in URL for what the first one stands for.")
    private Map<String, String> submodules = Map.of();

    @Option(
            names = "--skip-submodule",
            paramLabel = "PATH",
            description = "Do without this submodule, or all that a PATH with * stands for.")
    private Set<String> skipped = Set.of();

    @Option(names = "--git-cache", paramLabel = "DIR", description = "Keeps what was fetched, for the next time.")
    private @Nullable Path gitCache;

    @Mixin
    private final FetchOptions fetch = new FetchOptions();

    /** Whether one of them was given. */
    public boolean areSaid() {
        return !submodules.isEmpty() || !skipped.isEmpty() || gitCache != null || fetch.areSaid();
    }

    public UpstreamSource source(String from, Console console) throws InputException {
        return new UpstreamSource(from, submodules, skipped, Optional.ofNullable(gitCache), fetch.settings(console));
    }
}
