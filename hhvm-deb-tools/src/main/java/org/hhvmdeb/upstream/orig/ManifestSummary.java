package org.hhvmdeb.upstream.orig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.io.Json;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.upstream.signature.TagSignature;
import org.hhvmdeb.upstream.tree.PrunedPattern;

/**
 * A manifest that an earlier run wrote, as far as the result of an import tells of it again.
 *
 * @param members by key
 */
record ManifestSummary(Map<?, ?> members) {

    private static final long LARGEST = 16 << 20;

    /** Reads a manifest; a file that is missing or damaged counts as none. */
    static Optional<ManifestSummary> read(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
            return Optional.empty();
        }
        try {
            return Json.parse(Files.readAllBytes(file), Location.of(file.toString())) instanceof Map<?, ?> members
                    ? Optional.of(new ManifestSummary(members))
                    : Optional.empty();
        } catch (InputException e) {
            return Optional.empty();
        }
    }

    String text(String key) {
        return text(members, key);
    }

    long number(String key) {
        return number(members, key);
    }

    List<PrunedPattern> pruned() {
        List<?> patterns = members.get("pruned") instanceof List<?> list ? list : List.of();
        return patterns.stream()
                .filter(Map.class::isInstance)
                .map(Map.class::cast)
                .map(p -> new PrunedPattern(
                        text(p, "pattern"), number(p, "files"), number(p, "bytes"), number(p, "submodules")))
                .toList();
    }

    /** That of the tag, as it was found when the tarball was made. */
    TagSignature signature() {
        Map<?, ?> recorded = members.get("signature") instanceof Map<?, ?> map ? map : Map.of();
        return new TagSignature(
                TagSignature.State.named(text(recorded, "state")),
                Optional.of(text(recorded, "fingerprint")).filter(f -> !f.isEmpty()),
                Optional.of(text(recorded, "signer")).filter(f -> !f.isEmpty()));
    }

    private static String text(Map<?, ?> map, String key) {
        return map.get(key) instanceof String text ? text : "";
    }

    private static long number(Map<?, ?> map, String key) {
        return map.get(key) instanceof Long number ? number : 0;
    }
}
