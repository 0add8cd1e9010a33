package org.hhvmdeb.debian;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.notice.Location;

/**
 * One entry of a changelog.
 *
 * @param source the source package
 * @param version its version
 * @param distributions at least one, such as {@code jessie-wikimedia}
 * @param metadata what stands behind the semicolon, names in lower case: {@code urgency=medium}
 * @param changes the lines between heading and trailer as they are, without the empty ones at both ends
 * @param maintainer {@code Name <mail>}
 * @param date of the trailer line, to the second
 * @param where the heading line
 */
public record ChangelogEntry(
        PackageName source,
        DebianVersion version,
        List<String> distributions,
        Map<String, String> metadata,
        List<String> changes,
        String maintainer,
        Instant date,
        Location where) {

    public ChangelogEntry {
        distributions = List.copyOf(distributions);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        changes = List.copyOf(changes);
    }

    /** The urgency in lower case, without the comment that may follow it. */
    public Optional<String> urgency() {
        return Optional.ofNullable(metadata.get("urgency"))
                .map(u -> u.replaceFirst("\\s.*", "").toLowerCase(Locale.ROOT));
    }
}
