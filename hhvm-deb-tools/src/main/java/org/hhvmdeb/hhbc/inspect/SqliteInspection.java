package org.hhvmdeb.hhbc.inspect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hhvmdeb.hhbc.format.Generation;
import org.hhvmdeb.hhbc.format.RepoTable;
import org.hhvmdeb.hhbc.format.SchemaNames;
import org.hhvmdeb.hhbc.sqlite.Definition;
import org.hhvmdeb.hhbc.sqlite.Extent;
import org.hhvmdeb.hhbc.sqlite.FileState;
import org.hhvmdeb.hhbc.sqlite.SqliteFile;
import org.hhvmdeb.hhbc.sqlite.Table;
import org.hhvmdeb.hhbc.survey.SchemaSurvey;
import org.hhvmdeb.hhvm.RepoFormat;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;

/** One reading of a SQLite repository: its tables sorted by schema, then each read once. */
final class SqliteInspection {

    /** Starts the names of SQLite's own tables. */
    private static final String INTERNAL = "sqlite_";

    private final InspectRequest request;
    private final SqliteFile file;
    private final Progress.Task task;
    private final Map<String, Map<String, Table>> bySchema = new TreeMap<>();
    private final Map<String, List<String>> debris = new TreeMap<>();
    private final List<String> strangers = new ArrayList<>();
    private final List<Table> otherTables = new ArrayList<>();
    private final List<SchemaContent> contents = new ArrayList<>();
    private long debrisBytes;
    private long strangerBytes;

    private SqliteInspection(InspectRequest request, SqliteFile file, Progress.Task task) {
        this.request = request;
        this.file = file;
        this.task = task;
    }

    static SqliteInspection of(InspectRequest request, Progress progress) throws IOException, InputException {
        try (SqliteFile file = SqliteFile.open(request.file());
                Progress.Task task = progress.begin(
                        "reading " + request.file().getFileName(), (long) file.pages() * file.pageSize(), "byte")) {
            SqliteInspection inspection = new SqliteInspection(request, file, task);
            inspection.sort();
            inspection.read();
            file.finish();
            return inspection;
        }
    }

    RepoInspection in(FileState state) {
        return new RepoInspection(
                request.file(),
                RepoFormat.SQLITE,
                state,
                file.size(),
                file.freePages() * file.pageSize(),
                contents,
                debris,
                strangers,
                file.corruption(),
                new Storage(
                        file.pageSize(),
                        file.pages(),
                        file.catalog().bytes(),
                        debrisBytes,
                        strangerBytes,
                        file.lostPages()),
                Optional.empty());
    }

    private void sort() {
        SchemaNames schemas =
                SchemaNames.in(file.tables().stream().map(Table::name).toList());
        for (Table table : file.tables()) {
            Optional<String> schema = schemas.of(table.name());
            if (schema.isPresent() && schemas.contains(schema.get())) {
                String name = table.name();
                String base = name.substring(0, name.length() - schema.get().length() - 1);
                bySchema.computeIfAbsent(schema.get(), s -> new HashMap<>()).put(base, table);
                continue;
            }
            otherTables.add(table);
            if (schema.isPresent()) {
                debris.computeIfAbsent(schema.get(), s -> new ArrayList<>()).add(table.name());
            } else if (!table.name().startsWith(INTERNAL)) {
                strangers.add(table.name());
            }
        }
        strangers.sort(null);
        debris.values().forEach(names -> names.sort(null));
    }

    private void read() throws IOException {
        task.advance(file.catalog().bytes());
        for (Map.Entry<String, Map<String, Table>> schema : bySchema.entrySet()) {
            Map<String, Table> tables = schema.getValue();
            SchemaSurvey.Result found = new SchemaSurvey(file, request.top()).read(tables);
            Map<String, Definition> definitions = new HashMap<>();
            tables.forEach((base, table) -> definitions.put(base, table.definition()));
            SchemaContent content = new SchemaContent(
                    new RepoSchema(schema.getKey()),
                    Generation.spelled(definitions),
                    String.join("\n", found.products()),
                    found.tables(),
                    found.statistics());
            contents.add(content);
            task.advance(content.bytes());
        }
        for (Table table : otherTables) {
            List<Extent> extents = file.read(table, row -> {});
            long bytes = extents.stream().mapToLong(Extent::bytes).sum();
            boolean ofHhvm =
                    RepoTable.suffixOf(table.name()).filter(debris::containsKey).isPresent();
            debrisBytes += ofHhvm ? bytes : 0;
            strangerBytes += ofHhvm ? 0 : bytes;
            task.advance(bytes);
        }
    }
}
