package org.hhvmdeb.hhbc.diff;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hhvmdeb.hhbc.content.Database;
import org.hhvmdeb.hhbc.content.FilePath;
import org.hhvmdeb.hhbc.content.RepoDigest;
import org.hhvmdeb.hhbc.content.RepoReader;
import org.hhvmdeb.hhbc.content.SchemaDigest;
import org.hhvmdeb.hhbc.content.SchemaTables;
import org.hhvmdeb.hhbc.content.UnitDigest;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;

/** Two repositories beside each other, read without a look at where things stand in them. */
final class RepoComparison {

    private final Side older;
    private final Side newer;

    /** A repository that was read. */
    private record Side(RepoDigest repo, Map<String, SchemaTables> tables) {

        static Side read(Path file, Progress progress) throws HhvmDebException {
            try (Database database = Database.reading(file)) {
                RepoDigest repo = new RepoReader(database, Database.MAIN, file).read(progress);
                return new Side(
                        repo,
                        SchemaTables.of(repo.catalog().tables()).stream()
                                .collect(Collectors.toMap(SchemaTables::schema, s -> s)));
            }
        }

        SchemaTables of(String schema) {
            return tables.getOrDefault(schema, new SchemaTables(schema, Map.of()));
        }
    }

    private RepoComparison(Side older, Side newer) {
        this.older = older;
        this.newer = newer;
    }

    /** Reads both. */
    public static RepoComparison of(Path older, Path newer, Progress progress) throws HhvmDebException {
        return new RepoComparison(Side.read(older, progress), Side.read(newer, progress));
    }

    /** The ids in the older one. */
    public Set<String> olderSchemas() {
        return schemas(older);
    }

    /** The ids in the newer one. */
    public Set<String> newerSchemas() {
        return schemas(newer);
    }

    private static Set<String> schemas(Side side) {
        Set<String> ids = new TreeSet<>(side.tables().keySet());
        ids.remove("");
        return ids;
    }

    /** Compares a schema of one with a schema of the other. */
    public SchemaDifference compare(String olderSchema, String newerSchema) {
        SchemaDigest from = older.repo().schema(olderSchema);
        SchemaDigest to = newer.repo().schema(newerSchema);
        Optional<String> hash = older.of(olderSchema).hash();
        boolean comparable = hash.equals(newer.of(newerSchema).hash());
        boolean alike = olderSchema.equals(newerSchema);
        // Another HHVM makes another bytecode of the same file; its hash is what can still be the same.
        Function<UnitDigest, String> content = alike ? UnitDigest::digest : UnitDigest::hash;
        Versions before = Versions.of(from, content);
        Versions after = Versions.of(to, content);
        Set<String> paths = new TreeSet<>(before.byPath().keySet());
        paths.addAll(after.byPath().keySet());
        List<FileDifference> files = new ArrayList<>();
        long same = 0;
        for (String path : paths) {
            Optional<FileDifference.Change> change = change(before, after, path, comparable);
            if (change.isPresent()) {
                String name = new FilePath(path, "").printable();
                files.add(new FileDifference(name, change.get(), before.bytes(path), after.bytes(path)));
            } else {
                same++;
            }
        }
        return new SchemaDifference(
                olderSchema,
                newerSchema,
                comparable,
                files,
                same,
                comparable ? onlyIn(after.pathless(), before.pathless()) : 0,
                comparable ? onlyIn(before.pathless(), after.pathless()) : 0,
                alike ? tables(from, to, olderSchema) : List.of());
    }

    private static long onlyIn(Set<String> some, Set<String> others) {
        return some.stream().filter(u -> !others.contains(u)).count();
    }

    private static Optional<FileDifference.Change> change(
            Versions before, Versions after, String path, boolean comparable) {
        List<String> had = before.byPath().getOrDefault(path, List.of());
        List<String> has = after.byPath().getOrDefault(path, List.of());
        if (had.isEmpty() || has.isEmpty()) {
            return Optional.of(had.isEmpty() ? FileDifference.Change.ADDED : FileDifference.Change.REMOVED);
        }
        return comparable && !had.equals(has) ? Optional.of(FileDifference.Change.CHANGED) : Optional.empty();
    }

    /** The bases of other tables that differ; that of the paths was looked at already. */
    private List<String> tables(SchemaDigest from, SchemaDigest to, String schema) {
        Map<String, String> had = byBase(from, older.of(schema));
        Map<String, String> has = byBase(to, newer.of(schema));
        Set<String> bases = new TreeSet<>(had.keySet());
        bases.addAll(has.keySet());
        bases.removeIf(b -> had.getOrDefault(b, "").equals(has.getOrDefault(b, "")));
        return List.copyOf(bases);
    }

    private static Map<String, String> byBase(SchemaDigest digest, SchemaTables tables) {
        Map<String, String> byBase = new TreeMap<>();
        tables.tables().forEach((base, table) -> {
            String content = digest.others().get(table.name());
            if (content != null && !tables.paths().equals(Optional.of(table))) {
                byBase.put(base, content);
            }
        });
        return byBase;
    }
}
