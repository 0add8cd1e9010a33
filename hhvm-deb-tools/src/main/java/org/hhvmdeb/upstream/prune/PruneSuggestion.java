package org.hhvmdeb.upstream.prune;

import java.util.Locale;
import java.util.Optional;
import org.hhvmdeb.debian.DebianVersion;

/**
 * What to do with one directory of other people's code, or with one such file.
 *
 * @param path from the top of the whole tree; the pattern where it is excluded already
 * @param files how many files and links are there
 * @param bytes their size
 * @param submodules how many whole submodules are below that nobody looked into; they are not in the numbers
 * @param packaged Debian's package with the same, if there is one
 * @param version the package's in the suite that was looked at; empty where it has none, or none was looked at
 * @param reason why, and what else to know; may be empty
 */
public record PruneSuggestion(
        String path,
        Verdict verdict,
        long files,
        long bytes,
        long submodules,
        Optional<String> packaged,
        Optional<DebianVersion> version,
        String reason) {

    /** What to do. */
    public enum Verdict {
        /** It may not be in a Debian tarball. */
        MUST_EXCLUDE,
        /** Debian has it. */
        EXCLUDE,
        /** debian/copyright takes it out. */
        ALREADY_EXCLUDED,
        /** HHVM needs its own, or Debian has none. */
        KEEP,
        /** Nobody has said anything about it; a person has to look. */
        UNKNOWN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    boolean isToGo() {
        return verdict == Verdict.MUST_EXCLUDE || verdict == Verdict.EXCLUDE;
    }
}
