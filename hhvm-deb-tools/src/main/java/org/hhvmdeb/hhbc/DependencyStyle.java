package org.hhvmdeb.hhbc;

import java.util.Locale;

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

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
