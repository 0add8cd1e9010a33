package org.hhvmdeb.hhbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hhvmdeb.debian.RepoSchema;
import org.hhvmdeb.hhbc.format.BlobHeader;
import org.hhvmdeb.hhbc.format.Generation;
import org.hhvmdeb.hhbc.format.RepoFormat;
import org.hhvmdeb.hhbc.format.RepoTable;
import org.hhvmdeb.hhbc.format.SqliteRepo;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;

/** Looks into a bytecode repository, without HHVM and without changing it. */
public final class InspectRepo {

    /** Starts the name of the table that makes a schema one. */
    private static final String MAGIC = "magic_";

    /**
     * Tells what is in a repository.
     *
     * @throws InputException when the file is none, is damaged beyond reading, or has a hot journal beside it
     * @throws ExternalException when it cannot be read or is locked
     */
    public RepoInspection run(Path file) throws HhvmDebException {
        RepoFormat format = RepoFormat.of(file);
        return switch (format) {
            case SQLITE -> sqlite(file);
            case BLOB -> blob(file);
            case EMPTY -> throw new InputException(file + " is empty: whoever compiled it wrote nothing");
            default -> throw new InputException(file + " is no bytecode repository, it is " + format);
        };
    }

    private static RepoInspection blob(Path file) throws HhvmDebException {
        SchemaContent content =
                new SchemaContent(BlobHeader.read(file).schema(), Generation.BLOB, SchemaContent.PRODUCT, List.of());
        return new RepoInspection(
                file, RepoFormat.BLOB, size(file), 0, List.of(content), Map.of(), List.of(), List.of());
    }

    private static RepoInspection sqlite(Path file) throws HhvmDebException {
        try (SqliteRepo repo = SqliteRepo.open(file)) {
            List<String> tables = repo.tables();
            List<String> schemas = schemasOf(tables);
            Map<String, List<String>> bySchema = new TreeMap<>();
            Map<String, List<String>> debris = new TreeMap<>();
            List<String> strangers = new ArrayList<>();
            for (String table : tables) {
                Optional<String> suffix = schemaOf(table, schemas);
                if (suffix.isEmpty()) {
                    strangers.add(table);
                } else {
                    (schemas.contains(suffix.get()) ? bySchema : debris)
                            .computeIfAbsent(suffix.get(), s -> new ArrayList<>())
                            .add(table);
                }
            }
            List<SchemaContent> contents = new ArrayList<>();
            for (Map.Entry<String, List<String>> schema : bySchema.entrySet()) {
                contents.add(content(repo, RepoSchema.parse(schema.getKey()), schema.getValue()));
            }
            return new RepoInspection(
                    file, RepoFormat.SQLITE, size(file), repo.freeBytes(), contents, debris, strangers, repo.damage());
        }
    }

    private static List<String> schemasOf(List<String> tables) {
        return tables.stream()
                .filter(t -> t.startsWith(MAGIC))
                .map(t -> t.substring(MAGIC.length()))
                .filter(InspectRepo::valid)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** A base HHVM knows decides; for one it does not know, the longest schema the name can end with. */
    private static Optional<String> schemaOf(String table, List<String> longestFirst) {
        Optional<String> known = RepoTable.suffixOf(table).filter(InspectRepo::valid);
        return known.isPresent()
                ? known
                : longestFirst.stream().filter(s -> table.endsWith("_" + s)).findFirst();
    }

    private static boolean valid(String suffix) {
        try {
            RepoSchema.parse(suffix);
            return true;
        } catch (InputException e) {
            return false;
        }
    }

    private static SchemaContent content(SqliteRepo repo, RepoSchema schema, List<String> names)
            throws HhvmDebException {
        List<RepoTable> tables = new ArrayList<>();
        Map<String, List<String>> columns = new TreeMap<>();
        for (String name : names) {
            String base = name.substring(0, name.length() - schema.id().length() - 1);
            tables.add(new RepoTable(name, base, repo.rows(name)));
            columns.put(base, repo.columns(name));
        }
        List<String> product = columns.getOrDefault("magic", List.of()).contains("product")
                ? repo.column(MAGIC + schema.id(), "product", 2)
                : List.of();
        return new SchemaContent(schema, Generation.of(columns), String.join("\n", product), tables);
    }

    private static long size(Path file) throws ExternalException {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw ExternalException.reading(file, e);
        }
    }
}
