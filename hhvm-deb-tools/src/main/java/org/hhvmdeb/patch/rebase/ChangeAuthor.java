package org.hhvmdeb.patch.rebase;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.debian.Maintainer;

/**
 * Who changes debian/changelog, and when.
 *
 * @param name {@code Name <mail>}; empty: whoever wrote the latest entry
 */
public record ChangeAuthor(Optional<String> name, Instant date) {

    /** The author that dch would take from the environment: DEBFULLNAME or NAME, DEBEMAIL or EMAIL. */
    public static ChangeAuthor of(Map<String, String> environment, Instant date) {
        String mail = environment.getOrDefault("DEBEMAIL", environment.getOrDefault("EMAIL", ""));
        String name = environment.getOrDefault("DEBFULLNAME", environment.getOrDefault("NAME", ""));
        String both = mail.contains("<") ? mail : name + " <" + mail + ">";
        return new ChangeAuthor(Optional.of(both.strip()).filter(Maintainer::isWellFormed), date);
    }
}
