package org.hhvmdeb.cli.cache;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hhvmdeb.hhbc.diff.DifferentRepos;
import org.hhvmdeb.hhbc.diff.FileDifference;
import org.hhvmdeb.hhbc.diff.SchemaDifference;

/** The members of {@code cache diff --format json}. */
final class RepoDiffJson {

    private RepoDiffJson() {}

    static Map<String, Object> of(DifferentRepos difference) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("same", difference.isEmpty());
        described.put("schemasRemoved", difference.removed());
        described.put("schemasAdded", difference.added());
        described.put(
                "schemas",
                difference.schemas().stream().map(RepoDiffJson::schema).toList());
        return described;
    }

    private static Map<String, Object> schema(SchemaDifference schema) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("old", schema.older());
        described.put("new", schema.newer());
        described.put("comparable", schema.comparable());
        described.put("filesTheSame", schema.same());
        described.put("unitsWithoutPathAdded", schema.pathlessAdded());
        described.put("unitsWithoutPathRemoved", schema.pathlessRemoved());
        described.put("tables", schema.tables());
        described.put("directories", directories(schema));
        described.put("files", schema.files().stream().map(RepoDiffJson::file).toList());
        return described;
    }

    private static List<Map<String, Object>> directories(SchemaDifference schema) {
        return DirectoryDifference.of(schema.files()).stream()
                .map(d -> {
                    Map<String, Object> described = new LinkedHashMap<>();
                    described.put("directory", d.directory());
                    described.put("added", d.added());
                    described.put("removed", d.removed());
                    described.put("changed", d.changed());
                    described.put("bytesBefore", d.before());
                    described.put("bytesAfter", d.after());
                    return described;
                })
                .toList();
    }

    private static Map<String, Object> file(FileDifference file) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("path", file.path());
        described.put("change", file.change().name().toLowerCase(Locale.ROOT));
        described.put("bytesBefore", file.before());
        described.put("bytesAfter", file.after());
        return described;
    }
}
