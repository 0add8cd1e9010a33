package org.hhvmdeb.patch.dep3;

import java.util.Optional;
import java.util.StringJoiner;

/**
 * Since when a patch is in upstream: the field Applied-Upstream. With the next import of upstream it can go.
 *
 * @param version upstream's first version that has it
 * @param commit the id of upstream's commit
 * @param url where upstream's change can be seen
 */
public record AppliedUpstream(Optional<String> version, Optional<String> commit, Optional<String> url) {

    private static final String COMMIT = "commit:";

    static AppliedUpstream parse(String value) {
        Optional<String> version = Optional.empty();
        Optional<String> commit = Optional.empty();
        Optional<String> url = Optional.empty();
        for (String part : value.split(",", -1)) {
            String word = part.strip();
            if (word.startsWith(COMMIT)) {
                commit = Optional.of(word.substring(COMMIT.length()).strip());
            } else if (word.startsWith("http://") || word.startsWith("https://")) {
                url = Optional.of(word);
            } else if (!word.isEmpty()) {
                version = Optional.of(word);
            }
        }
        return new AppliedUpstream(version, commit, url);
    }

    /** As the field has it: {@code 3.15.0, commit:abc}. */
    public String text() {
        StringJoiner text = new StringJoiner(", ");
        version.ifPresent(text::add);
        commit.ifPresent(c -> text.add(COMMIT + c));
        url.ifPresent(text::add);
        return text.toString();
    }
}
