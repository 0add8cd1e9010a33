package org.hhvmdeb.hhbc.inspect;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.hhbc.format.BlobLayout;
import org.hhvmdeb.hhbc.sqlite.FileState;
import org.hhvmdeb.hhbc.survey.UnitSize;
import org.hhvmdeb.hhbc.survey.UnitStatistics;
import org.hhvmdeb.hhbc.survey.UnitTotals;
import org.hhvmdeb.hhvm.RepoFormat;
import org.hhvmdeb.io.JsonObject;

/** What is in a repository, for a machine; all sizes are in bytes. */
public record InspectionJson(
        FileJson file,
        Optional<StorageJson> storage,
        Optional<LayoutJson> layout,
        List<SchemaJson> schemas,
        Map<String, List<String>> debris,
        List<String> strangers,
        List<String> damage)
        implements JsonObject {

    /** The file; {@code interrupted} where a program died while it wrote. */
    record FileJson(Path path, RepoFormat type, FileState state, boolean interrupted, long size, long freeBytes)
            implements JsonObject {}

    /** Of a SQLite repository: what belongs to no schema. */
    record StorageJson(
            int pageSize, long pages, long catalogBytes, long debrisBytes, long strangerBytes, long lostPages)
            implements JsonObject {

        static StorageJson of(Storage storage) {
            return new StorageJson(
                    storage.pageSize(),
                    storage.pages(),
                    storage.catalogBytes(),
                    storage.debrisBytes(),
                    storage.strangerBytes(),
                    storage.lostPages());
        }
    }

    /** Of a blob repository. */
    record LayoutJson(String name, List<SectionJson> sections) implements JsonObject {

        static LayoutJson of(BlobLayout blob) {
            return new LayoutJson(
                    blob.name(),
                    blob.sections().stream()
                            .map(s -> new SectionJson(s.name(), s.bytes()))
                            .toList());
        }
    }

    record SectionJson(String name, long bytes) implements JsonObject {}

    /** A schema; {@code emptyBesideFull} where it is one that holds nothing beside others that do. */
    record SchemaJson(
            IdentityJson identity,
            boolean emptyBesideFull,
            long bytes,
            CountsJson counts,
            LooseEndsJson looseEnds,
            List<UnitJson> largestUnits,
            List<DirectoryJson> largestDirectories,
            List<TableJson> tables)
            implements JsonObject {

        static SchemaJson of(SchemaContent schema, boolean emptyBesideFull) {
            UnitStatistics statistics = schema.statistics();
            return new SchemaJson(
                    IdentityJson.of(schema),
                    emptyBesideFull,
                    schema.bytes(),
                    CountsJson.of(schema),
                    LooseEndsJson.of(statistics.references()),
                    statistics.largestUnits().stream().map(UnitJson::of).toList(),
                    statistics.largestDirectories().stream()
                            .map(d -> new DirectoryJson(d.path(), d.bytes(), d.files()))
                            .toList(),
                    schema.tables().stream()
                            .map(t -> new TableJson(t.name(), t.base(), t.rows(), t.bytes()))
                            .toList());
        }
    }

    /** Which hhvm made it. */
    record IdentityJson(String schema, String generation, boolean genuine, String product, boolean wholeProgram)
            implements JsonObject {

        static IdentityJson of(SchemaContent schema) {
            return new IdentityJson(
                    schema.schema().id(),
                    schema.generation().toString(),
                    schema.genuine(),
                    schema.product(),
                    schema.wholeProgram());
        }
    }

    /** How much is in it. */
    record CountsJson(
            long units,
            long paths,
            long classes,
            long functions,
            long sharedUnits,
            UnitTotalsJson systemlib,
            UnitTotalsJson evaluated)
            implements JsonObject {

        static CountsJson of(SchemaContent schema) {
            UnitStatistics statistics = schema.statistics();
            return new CountsJson(
                    schema.units(),
                    schema.paths(),
                    schema.classes(),
                    schema.functions(),
                    statistics.references().sharedUnits(),
                    UnitTotalsJson.of(statistics.systemlib()),
                    UnitTotalsJson.of(statistics.evaluated()));
        }
    }

    record UnitTotalsJson(long units, long bytes) implements JsonObject {

        static UnitTotalsJson of(UnitTotals totals) {
            return new UnitTotalsJson(totals.units(), totals.bytes());
        }
    }

    /** What hangs on nothing. */
    record LooseEndsJson(long pathsWithoutUnit, long unitsWithoutPath, long rowsWithoutUnit, long pathsInVersions)
            implements JsonObject {

        static LooseEndsJson of(UnitStatistics.References references) {
            return new LooseEndsJson(
                    references.pathsWithoutUnit(),
                    references.unitsWithoutPath(),
                    references.rowsWithoutUnit(),
                    references.pathsInVersions());
        }
    }

    record UnitJson(long unitSn, long bytes, Optional<String> path) implements JsonObject {

        static UnitJson of(UnitSize unit) {
            return new UnitJson(unit.unitSn(), unit.bytes(), unit.path());
        }
    }

    record DirectoryJson(String path, long bytes, long files) implements JsonObject {}

    record TableJson(String name, String base, long rows, long bytes) implements JsonObject {}

    public static InspectionJson of(RepoInspection repo) {
        List<SchemaContent> strays = repo.emptyBesideFull();
        return new InspectionJson(
                new FileJson(
                        repo.file(), repo.format(), repo.state(), repo.interrupted(), repo.size(), repo.freeBytes()),
                Optional.of(repo.storage())
                        .filter(s -> repo.format() == RepoFormat.SQLITE)
                        .map(StorageJson::of),
                repo.blob().map(LayoutJson::of),
                repo.schemas().stream()
                        .map(s -> SchemaJson.of(s, strays.contains(s)))
                        .toList(),
                repo.debris(),
                repo.strangers(),
                repo.corruption());
    }
}
