package org.hhvmdeb.hhbc.pack;

import java.util.Locale;
import org.hhvmdeb.notice.InputException;

/** What a cache package depends on, so that it cannot be installed beside an HHVM that would not use it. */
public enum DependencyStyle {
    /** {@code hhvm-repo-schema-<id>}: any hhvm that runs this schema, whatever its version. The right one. */
    SCHEMA,
    /** {@code hhvm (= V)}: for an hhvm package that does not provide its schema. */
    VERSION,
    /** Both. */
    BOTH;

    boolean schema() {
        return this != VERSION;
    }

    boolean version() {
        return this != SCHEMA;
    }

    /**
     * Reads the word for one, in whatever case.
     *
     * @param source what holds the word, for the message
     * @throws InputException when the word stands for none
     */
    public static DependencyStyle parse(String word, String source) throws InputException {
        for (DependencyStyle each : values()) {
            if (each.toString().equals(word.toLowerCase(Locale.ROOT))) {
                return each;
            }
        }
        throw new InputException(source + " is \"" + word + "\"; it is schema, version or both");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
