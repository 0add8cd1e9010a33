package org.hhvmdeb.patch.rebase;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.upstream.fetch.FetchSettings;

/**
 * How to go on with a rebase that waits. What it was begun with stays; what is said here again must be the same, but for
 * how servers are reached, where fetched repositories are kept and what becomes of patches that upstream has.
 *
 * @param packaging the directory that debian is in
 * @param from upstream's repository; empty: not said
 * @param onto the tag the series shall be for; empty: not said
 * @param base the tag it was for; empty: not said
 * @param submodules other addresses of submodules; empty: not said
 * @param skipped submodules to do without; empty: not said
 * @param cache keeps what was fetched from now on; empty: as before
 * @param fetching how servers are reached from now on
 * @param dropUpstreamed whether patches that upstream has are deleted, also where that was not asked for before
 * @param changes who writes debian/changelog
 */
public record ContinueRebaseRequest(
        Path packaging,
        Optional<String> from,
        Optional<UpstreamTag> onto,
        Optional<UpstreamTag> base,
        Map<String, String> submodules,
        Set<String> skipped,
        Optional<Path> cache,
        FetchSettings fetching,
        boolean dropUpstreamed,
        ChangeAuthor changes) {

    public ContinueRebaseRequest {
        submodules = Map.copyOf(submodules);
        skipped = Set.copyOf(skipped);
    }

    /** Goes on as it was begun. */
    public static ContinueRebaseRequest of(Path packaging, ChangeAuthor changes) {
        return new ContinueRebaseRequest(
                packaging,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Set.of(),
                Optional.empty(),
                FetchSettings.DEFAULT,
                false,
                changes);
    }
}
