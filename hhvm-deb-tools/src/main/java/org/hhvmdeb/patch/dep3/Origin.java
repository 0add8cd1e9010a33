package org.hhvmdeb.patch.dep3;

import java.util.Locale;
import java.util.Optional;

/**
 * Where a patch comes from: the field Origin.
 *
 * @param category the keyword before the comma, where there is one
 * @param reference a URL, {@code commit:ID} or free text; empty where it is missing
 */
public record Origin(Optional<Category> category, String reference) {

    /** DEP-3's keywords. */
    public enum Category {
        /** Taken from upstream as it is. */
        UPSTREAM,
        /** Taken from upstream and changed to fit. */
        BACKPORT,
        /** From another distribution. */
        VENDOR,
        /** From anywhere else, such as a bug tracker. */
        OTHER
    }

    /** Reads the value of the field. */
    public static Origin parse(String value) {
        int comma = value.indexOf(',');
        String word = (comma < 0 ? value : value.substring(0, comma)).strip().toUpperCase(Locale.ROOT);
        for (Category category : Category.values()) {
            if (category.name().equals(word)) {
                return new Origin(
                        Optional.of(category),
                        comma < 0 ? "" : value.substring(comma + 1).strip());
            }
        }
        return new Origin(Optional.empty(), value.strip());
    }
}
