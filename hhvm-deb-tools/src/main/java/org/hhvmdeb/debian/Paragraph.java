package org.hhvmdeb.debian;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;

/**
 * A paragraph ("stanza") of a control file: fields in the order of the file, found without regard to case.
 *
 * @param where the file it came from and its first line
 * @param fields each name once
 */
public record Paragraph(Location where, List<Field> fields) {

    public Paragraph {
        fields = List.copyOf(fields);
        long names = fields.stream().map(f -> lower(f.name())).distinct().count();
        if (names < fields.size()) {
            throw new IllegalArgumentException("a field occurs twice in " + where);
        }
    }

    /** Starts a paragraph that comes from no file. */
    public static Builder builder() {
        return new Builder(Location.of("control"), List.of());
    }

    /** Starts from this paragraph. */
    public Builder toBuilder() {
        return new Builder(where, fields);
    }

    /** The value of a field, see {@link Field#value()}. */
    public Optional<String> get(String name) {
        return find(name).map(Field::value);
    }

    /**
     * The value of a field that has to be there and not be empty.
     *
     * @throws InputException naming the file and the field
     */
    public String require(String name) throws InputException {
        Optional<String> value = get(name).filter(v -> !v.isBlank());
        if (value.isEmpty()) {
            throw new InputException(where(name), "the field " + name + " is missing or empty; add it");
        }
        return value.get();
    }

    /** Where a field stands, or the paragraph if it has no such field. */
    public Location where(String name) {
        return find(name).map(f -> new Location(where.file(), f.line())).orElse(where);
    }

    /** As deb822(5) writes it: one field after the other, no empty line at the end. */
    public String toText() {
        return fields.stream().map(Field::toText).collect(Collectors.joining());
    }

    private Optional<Field> find(String name) {
        return fields.stream().filter(f -> f.name().equalsIgnoreCase(name)).findFirst();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Collects fields in the order they are to be written. */
    public static final class Builder {

        private final Location where;
        private final List<String> order = new ArrayList<>();
        private final Map<String, Field> fields = new TreeMap<>();

        private Builder(Location where, List<Field> fields) {
            this.where = where;
            fields.forEach(this::put);
        }

        /**
         * Adds a field at the end, or replaces the value of the one of that name in its place.
         *
         * @param value see {@link Field#value()}
         */
        public Builder set(String name, String value) {
            return put(new Field(name, value, 0));
        }

        /** Adds a field if there is something to say. */
        public Builder set(String name, Optional<String> value) {
            value.ifPresent(v -> set(name, v));
            return this;
        }

        public Builder remove(String name) {
            fields.remove(lower(name));
            order.remove(lower(name));
            return this;
        }

        public Paragraph build() {
            return new Paragraph(
                    where,
                    order.stream()
                            .flatMap(k -> Optional.ofNullable(fields.get(k)).stream())
                            .toList());
        }

        private Builder put(Field field) {
            if (fields.put(lower(field.name()), field) == null) {
                order.add(lower(field.name()));
            }
            return this;
        }
    }
}
