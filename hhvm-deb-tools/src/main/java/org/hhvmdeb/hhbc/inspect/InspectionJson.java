package org.hhvmdeb.hhbc.inspect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hhvmdeb.hhbc.format.BlobLayout;
import org.hhvmdeb.hhbc.format.RepoTable;
import org.hhvmdeb.hhbc.survey.DirectorySize;
import org.hhvmdeb.hhbc.survey.UnitSize;
import org.hhvmdeb.hhbc.survey.UnitStatistics;
import org.hhvmdeb.hhbc.survey.UnitTotals;
import org.hhvmdeb.hhvm.RepoFormat;
import org.hhvmdeb.io.Json;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.notice.ExternalException;

/** What is in a repository, for a machine; docs/decisions/0010 describes the members. */
public final class InspectionJson {

    private InspectionJson() {}

    /** Writes it into a file. */
    public static void write(RepoInspection repo, OutputFile file) throws ExternalException {
        file.write(of(repo) + "\n");
    }

    public static String of(RepoInspection repo) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("file", repo.file());
        described.put("format", word(repo.format()));
        described.put("state", word(repo.state()));
        described.put("interrupted", repo.interrupted());
        described.put("size", repo.size());
        described.put("freeBytes", repo.freeBytes());
        if (repo.format() == RepoFormat.SQLITE) {
            described.put("pageSize", repo.storage().pageSize());
            described.put("pages", repo.storage().pages());
            described.put("catalogBytes", repo.storage().catalogBytes());
            described.put("debrisBytes", repo.storage().debrisBytes());
            described.put("strangerBytes", repo.storage().strangerBytes());
            described.put("lostPages", repo.storage().lostPages());
        }
        repo.blob().ifPresent(blob -> {
            described.put("layout", blob.name());
            described.put(
                    "sections",
                    blob.sections().stream().map(InspectionJson::section).toList());
        });
        List<SchemaContent> strays = repo.emptyBesideFull();
        described.put(
                "schemas",
                repo.schemas().stream().map(s -> schema(s, strays.contains(s))).toList());
        described.put("debris", repo.debris());
        described.put("strangers", repo.strangers());
        described.put("damage", repo.corruption());
        return Json.of(described);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> section(BlobLayout.Section section) {
        return members("name", section.name(), "bytes", section.bytes());
    }

    private static Map<String, Object> schema(SchemaContent schema, boolean stray) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("schema", schema.schema().id());
        described.put("generation", schema.generation().toString());
        described.put("genuine", schema.genuine());
        described.put("product", schema.product());
        described.put("wholeProgram", schema.wholeProgram());
        described.put("emptyBesideFull", stray);
        described.put("bytes", schema.bytes());
        described.put("units", schema.units());
        described.put("paths", schema.paths());
        described.put("classes", schema.classes());
        described.put("functions", schema.functions());
        UnitStatistics statistics = schema.statistics();
        described.put("pathsWithoutUnit", statistics.pathsWithoutUnit());
        described.put("unitsWithoutPath", statistics.unitsWithoutPath());
        described.put("rowsWithoutUnit", statistics.rowsWithoutUnit());
        described.put("pathsInVersions", statistics.pathsInVersions());
        described.put("sharedUnits", statistics.sharedUnits());
        described.put("systemlib", share(statistics.systemlib()));
        described.put("evaluated", share(statistics.evaluated()));
        described.put(
                "largestUnits",
                statistics.largestUnits().stream().map(InspectionJson::unit).toList());
        described.put(
                "largestDirectories",
                statistics.largestDirectories().stream()
                        .map(InspectionJson::directory)
                        .toList());
        described.put(
                "tables", schema.tables().stream().map(InspectionJson::table).toList());
        return described;
    }

    private static Map<String, Object> share(UnitTotals share) {
        return members("units", share.units(), "bytes", share.bytes());
    }

    private static Map<String, Object> unit(UnitSize unit) {
        Map<String, Object> described = members("unitSn", unit.unitSn(), "bytes", unit.bytes());
        unit.path().ifPresent(p -> described.put("path", p));
        return described;
    }

    private static Map<String, Object> directory(DirectorySize directory) {
        Map<String, Object> described = members("path", directory.path(), "bytes", directory.bytes());
        described.put("files", directory.files());
        return described;
    }

    private static Map<String, Object> table(RepoTable table) {
        Map<String, Object> described = members("name", table.name(), "base", table.base());
        described.put("rows", table.rows());
        described.put("bytes", table.bytes());
        return described;
    }

    private static Map<String, Object> members(String first, Object value, String second, Object other) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put(first, value);
        members.put(second, other);
        return members;
    }
}
