package org.hhvmdeb.patch.rebase;

import java.nio.file.Path;
import java.util.Optional;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.upstream.tree.UpstreamSource;

/**
 * What to rebase onto what.
 *
 * @param packaging the directory that debian is in; the upstream tree itself need not be there
 * @param upstream its repository
 * @param onto the tag the series shall be for
 * @param base the tag it is for now; empty: the one debian/changelog tells
 * @param dropUpstreamed whether patches that upstream has are deleted, instead of being left as files the series names in
 *     a comment
 * @param dryRun whether to write nothing at all
 * @param changes who writes debian/changelog
 */
public record RebasePatchesRequest(
        Path packaging,
        UpstreamSource upstream,
        UpstreamTag onto,
        Optional<UpstreamTag> base,
        boolean dropUpstreamed,
        boolean dryRun,
        ChangeAuthor changes) {

    /** Without {@code ./} in front, as it stands before every finding. */
    Path debian() {
        return packaging.resolve("debian").normalize();
    }
}
