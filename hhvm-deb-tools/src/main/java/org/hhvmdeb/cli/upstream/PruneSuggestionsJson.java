package org.hhvmdeb.cli.upstream;

import java.util.List;
import java.util.Optional;
import org.hhvmdeb.debian.DebianVersion;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.io.JsonObject;
import org.hhvmdeb.upstream.prune.PruneSuggestion;
import org.hhvmdeb.upstream.prune.PruneSuggestion.Verdict;
import org.hhvmdeb.upstream.prune.PruneSuggestions;

/** What {@code upstream suggest-prune} tells a machine. */
record PruneSuggestionsJson(UpstreamTag tag, List<Suggestion> suggestions, List<String> filesExcluded)
        implements JsonObject {

    /** About a directory; {@code debianPackage} and its {@code version} are Debian's. */
    record Suggestion(
            String path,
            Verdict verdict,
            long files,
            long bytes,
            long submodulesNotRead,
            Optional<String> debianPackage,
            Optional<DebianVersion> version,
            String reason)
            implements JsonObject {

        static Suggestion of(PruneSuggestion suggestion) {
            return new Suggestion(
                    suggestion.path(),
                    suggestion.verdict(),
                    suggestion.files(),
                    suggestion.bytes(),
                    suggestion.submodules(),
                    suggestion.packaged(),
                    suggestion.version(),
                    suggestion.reason());
        }
    }

    static PruneSuggestionsJson of(PruneSuggestions suggested) {
        return new PruneSuggestionsJson(
                suggested.tag(),
                suggested.suggestions().stream().map(Suggestion::of).toList(),
                suggested.patterns());
    }
}
