package org.hhvmdeb.upstream.prune;

import java.util.Optional;
import org.hhvmdeb.debian.DebianVersion;
import org.hhvmdeb.upstream.prune.PruneSuggestion.Verdict;

/**
 * Judges code of others by what is known about it.
 *
 * @param suiteIsKnown whether the index says what a suite has; otherwise the table's packages are taken as there
 */
record PruneVerdicts(ThirdPartyTable table, AptIndex index, boolean suiteIsKnown) {

    PruneSuggestion on(String place, DirectoryStats content) {
        Optional<ThirdParty> known = table.about(place);
        Optional<String> packaged = known.flatMap(this::packaged);
        Optional<DebianVersion> version = known.flatMap(this::version);
        Verdict verdict =
                known.map(k -> verdict(k, content, version.isPresent())).orElse(Verdict.UNKNOWN);
        String reason = known.map(k -> reason(k, verdict, content))
                .orElse("not in the table of third-party code; look at its licence, and for a package");
        return new PruneSuggestion(
                place, verdict, content.files(), content.bytes(), content.unread(), packaged, version, reason);
    }

    private Optional<String> packaged(ThirdParty known) {
        return known.packages().stream()
                .filter(p -> index.binary(p).isPresent())
                .findFirst()
                .or(() -> known.packages().stream().findFirst());
    }

    /** Of the package that is there, or of the source package where only Sources files were given. */
    private Optional<DebianVersion> version(ThirdParty known) {
        return known.packages().stream()
                .flatMap(p -> index.binary(p).stream())
                .findFirst()
                .or(() -> known.source().flatMap(index::source));
    }

    private Verdict verdict(ThirdParty known, DirectoryStats content, boolean available) {
        if (known.nonFree().isPresent()) {
            return Verdict.MUST_EXCLUDE;
        }
        boolean replaceable = known.keep().isEmpty() && !content.isBuildFilesOnly();
        return replaceable && (available || !suiteIsKnown) ? Verdict.EXCLUDE : Verdict.KEEP;
    }

    private static String reason(ThirdParty known, Verdict verdict, DirectoryStats content) {
        String why = known.nonFree().or(known::keep).orElseGet(() -> {
            if (verdict == Verdict.EXCLUDE) {
                return "";
            }
            return content.isBuildFilesOnly() ? "files for the build only, no code" : "not in this suite";
        });
        return known.note().map(n -> why.isEmpty() ? n : why + "; " + n).orElse(why);
    }
}
