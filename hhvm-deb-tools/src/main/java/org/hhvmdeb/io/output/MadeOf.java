package org.hhvmdeb.io.output;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.hhvmdeb.io.Sha256;

/**
 * What a result was made of: everything that decides about it, by the words that name it in a message. docs/decisions/0023 tells
 * what that is for which result.
 *
 * @param inputs such as "the source package" and its digest; neither has a tab or an end of line
 */
public record MadeOf(Map<String, String> inputs) {

    public MadeOf {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        inputs.forEach((name, value) -> {
            if ((name + value).chars().anyMatch(c -> c == '\t' || c == '\n')) {
                throw new IllegalArgumentException("a tab or an end of line in " + name + " " + value);
            }
        });
    }

    /** Nothing yet. */
    public static MadeOf nothing() {
        return new MadeOf(Map.of());
    }

    /** With one more, whose digest counts: it may be long or hold anything. */
    public MadeOf and(String name, byte[] content) {
        return and(name, Sha256.of(content));
    }

    /** With one more. */
    public MadeOf and(String name, Object value) {
        Map<String, String> more = new LinkedHashMap<>(inputs);
        more.put(name, value.toString());
        return new MadeOf(more);
    }

    /** With all of another. */
    public MadeOf and(MadeOf other) {
        Map<String, String> more = new LinkedHashMap<>(inputs);
        more.putAll(other.inputs);
        return new MadeOf(more);
    }

    /** The names of what differs or is on one side alone, ours first. */
    public List<String> differencesFrom(MadeOf other) {
        return Stream.concat(inputs.keySet().stream(), other.inputs.keySet().stream())
                .distinct()
                .filter(name -> !Objects.equals(inputs.get(name), other.inputs.get(name)))
                .toList();
    }

    String text() {
        StringBuilder text = new StringBuilder();
        inputs.forEach(
                (name, value) -> text.append(name).append('\t').append(value).append('\n'));
        return text.toString();
    }

    static MadeOf parse(String text) {
        Map<String, String> inputs = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int tab = line.indexOf('\t');
            inputs.put(tab < 0 ? line : line.substring(0, tab), tab < 0 ? "" : line.substring(tab + 1));
        });
        return new MadeOf(inputs);
    }
}
