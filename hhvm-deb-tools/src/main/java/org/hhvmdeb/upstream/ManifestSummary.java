package org.hhvmdeb.upstream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The top level of a manifest that an earlier run wrote.
 *
 * @param values numbers and texts by key; what is nested is left out
 */
record ManifestSummary(Map<String, String> values) {

    private static final long LARGEST = 16 << 20;

    ManifestSummary {
        values = Map.copyOf(values);
    }

    /** Reads a manifest; a file that is missing or damaged counts as none. */
    static Optional<ManifestSummary> read(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        try (JsonParser json = new JsonFactory().createParser(Files.readAllBytes(file))) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String key = json.currentName();
                if (json.nextToken().isScalarValue()) {
                    values.put(key, json.getText());
                } else {
                    json.skipChildren();
                }
            }
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        return Optional.of(new ManifestSummary(values));
    }

    String text(String key) {
        return values.getOrDefault(key, "");
    }

    long number(String key) {
        return Long.parseLong(values.getOrDefault(key, "0"));
    }
}
