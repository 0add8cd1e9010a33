package org.hhvmdeb.hhbc.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.hhvmdeb.hhbc.format.RepoTable;
import org.hhvmdeb.hhbc.survey.SizeTree;
import org.hhvmdeb.hhbc.survey.UnitStatistics;

/** All bytes of a repository as one tree: schemas, in them the site's directories and what else there is. */
final class ByteMap {

    private static final Set<String> PATHS = Set.of("FileMd5", "FileSha1");
    private static final Set<String> PROGRAM = Set.of("Litstr", "GlobalData");
    /** More cannot be told apart in a picture. */
    private static final int MOST_SCHEMAS = 200;

    private ByteMap() {}

    static SizeTree of(RepoInspection repo) {
        List<SizeTree> parts = new ArrayList<>();
        repo.blob().ifPresent(blob -> blob.sections().forEach(s -> add(parts, s.name(), s.bytes())));
        List<SchemaContent> largest = repo.schemas().stream()
                .sorted(Comparator.comparingLong(SchemaContent::bytes).reversed())
                .toList();
        largest.stream().limit(MOST_SCHEMAS).filter(s -> s.bytes() > 0).forEach(s -> parts.add(schema(s)));
        add(
                parts,
                "other schemas",
                largest.stream()
                        .skip(MOST_SCHEMAS)
                        .mapToLong(SchemaContent::bytes)
                        .sum());
        add(parts, "free pages", repo.freeBytes());
        add(parts, "debris", repo.storage().debrisBytes());
        add(parts, "tables of others", repo.storage().strangerBytes());
        add(parts, "list of tables", repo.storage().catalogBytes());
        add(parts, "lost pages", repo.storage().lostPages() * repo.storage().pageSize());
        return whole(String.valueOf(repo.file().getFileName()), parts);
    }

    private static SizeTree schema(SchemaContent schema) {
        UnitStatistics statistics = schema.statistics();
        List<SizeTree> parts = new ArrayList<>();
        SizeTree site = passages(statistics.tree());
        if (site.bytes() > 0) {
            parts.add(new SizeTree(
                    site.name().isEmpty() ? "files" : site.name(), site.bytes(), site.files(), site.children()));
        }
        long others = statistics.units().bytes()
                - statistics.tree().bytes()
                - statistics.systemlib().bytes()
                - statistics.evaluated().bytes();
        add(parts, "systemlib", statistics.systemlib().bytes());
        add(parts, "evaluated code", statistics.evaluated().bytes());
        add(parts, "units without a path", others);
        add(parts, "paths", bytes(schema, PATHS));
        add(parts, "whole-program data", bytes(schema, PROGRAM));
        long known = parts.stream().mapToLong(SizeTree::bytes).sum();
        add(parts, "unused in pages, and other tables", schema.bytes() - known);
        SizeTree all = whole("schema " + schema.schema().id(), parts);
        return new SizeTree(all.name(), all.bytes(), statistics.tree().files(), all.children());
    }

    private static long bytes(SchemaContent schema, Set<String> bases) {
        return schema.tables().stream()
                .filter(t -> bases.contains(t.base()))
                .mapToLong(RepoTable::bytes)
                .sum();
    }

    /** Directories that have nothing but another one become one. */
    private static SizeTree passages(SizeTree tree) {
        SizeTree last = tree;
        String name = tree.name();
        boolean root = name.isEmpty();
        while (last.children().size() == 1 && !last.children().get(0).children().isEmpty()) {
            last = last.children().get(0);
            name = root ? last.name() : name + "/" + last.name();
            root = false;
        }
        return new SizeTree(
                name,
                last.bytes(),
                last.files(),
                last.children().stream().map(ByteMap::passages).toList());
    }

    private static void add(List<SizeTree> parts, String name, long bytes) {
        if (bytes > 0) {
            parts.add(new SizeTree(name, bytes, 0, List.of()));
        }
    }

    private static SizeTree whole(String name, List<SizeTree> parts) {
        parts.sort(Comparator.comparingLong(SizeTree::bytes).reversed().thenComparing(SizeTree::name));
        return new SizeTree(name, parts.stream().mapToLong(SizeTree::bytes).sum(), 0, parts);
    }
}
