package org.hhvmdeb.upstream.prune;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.upstream.tree.UpstreamSource;

/**
 * Of which tag to tell what Debian packages already.
 *
 * @param tag upstream's
 * @param source where it is to be had
 * @param debianDirectory the packaging, whose copyright says what is excluded already; empty: nothing is
 * @param indexes what a suite has: {@code Packages} and {@code Sources} files of apt, compressed or not, or directories of
 *     them such as {@code /var/lib/apt/lists}; none: no suite is looked at
 */
public record SuggestPruneRequest(
        UpstreamTag tag, UpstreamSource source, Optional<Path> debianDirectory, List<Path> indexes) {

    public SuggestPruneRequest {
        indexes = List.copyOf(indexes);
    }
}
