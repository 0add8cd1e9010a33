package org.hhvmdeb.upstream.tags;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.notice.InputException;

/** Those of a repository's tags that stand for a version: for all that looks tags up, not for the list alone. */
public final class VersionTags {

    private VersionTags() {}

    /** In the order of the versions. */
    public static List<UpstreamTag> of(Collection<String> names) {
        return names.stream().flatMap(n -> versionTag(n).stream()).sorted().toList();
    }

    private static Optional<UpstreamTag> versionTag(String name) {
        try {
            return Optional.of(UpstreamTag.parse(name));
        } catch (InputException e) {
            // Upstream also has tags such as pre-hhvm and gcc-4.6, which stand for no version.
            return Optional.empty();
        }
    }
}
