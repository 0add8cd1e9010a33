package org.hhvmdeb.cli.cache;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hhvmdeb.hhvm.SchemaReading;

/** Schema readings for a machine. */
final class SchemaReadingJson {

    private SchemaReadingJson() {}

    static List<Map<String, Object>> of(List<SchemaReading> readings) {
        return readings.stream().map(SchemaReadingJson::of).toList();
    }

    private static Map<String, Object> of(SchemaReading reading) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("schema", reading.schema().id());
        described.put("source", reading.source());
        return described;
    }
}
