package org.hhvmdeb.cli.cache;

import java.util.List;
import org.hhvmdeb.hhvm.SchemaReading;
import org.hhvmdeb.io.JsonObject;

/** What {@code cache schema} tells a machine. */
record SchemaReadingsJson(List<Reading> readings) implements JsonObject {

    /** A schema and what it was read from. */
    record Reading(String schema, String source) implements JsonObject {}

    static SchemaReadingsJson of(List<SchemaReading> readings) {
        return new SchemaReadingsJson(list(readings));
    }

    static List<Reading> list(List<SchemaReading> readings) {
        return readings.stream()
                .map(r -> new Reading(r.schema().id(), r.source()))
                .toList();
    }
}
