package org.hhvmdeb.hhbc.rebuild;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hhvmdeb.hhbc.content.Catalog;
import org.hhvmdeb.hhbc.content.ContentCheck;
import org.hhvmdeb.hhbc.content.Database;
import org.hhvmdeb.hhbc.content.RepoDigest;
import org.hhvmdeb.hhbc.content.RepoReader;
import org.hhvmdeb.hhbc.content.SchemaDigest;
import org.hhvmdeb.hhbc.content.SchemaTables;
import org.hhvmdeb.hhbc.content.Table;
import org.hhvmdeb.hhbc.content.UnitDigest;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;

/**
 * Writes the content of one repository onto the pages of an older one: what did not change stays where it is, byte for byte, so
 * that programs that compare blocks or look for what they know find nearly everything.
 */
final class StableRepo {

    private static final String NEW = "new_repo";

    private final Path base;
    private final Path repo;
    private final Progress progress;

    /**
     * Names the files.
     *
     * @param base whose pages are kept
     * @param repo whose content is written
     */
    public StableRepo(Path base, Path repo, Progress progress) {
        this.base = base;
        this.repo = repo;
        this.progress = progress;
    }

    /**
     * Writes.
     *
     * @param target a new file of our own
     * @param named what messages call it
     * @throws InputException when the two do not fit each other
     */
    public StableLayout write(Path target, Path named) throws HhvmDebException, IOException {
        // With a mode of its own: servers may only read the base, and not every user what is in it.
        try (InputStream content = Files.newInputStream(base);
                OutputStream copy = Channels.newOutputStream(Files.newByteChannel(
                        target,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))))) {
            content.transferTo(copy);
        }
        RepoDigest wanted;
        StableLayout layout;
        try (Database database = Database.ours(target, named, base, repo)) {
            database.attach(repo, NEW);
            requireSameEncoding(database);
            RepoDigest had = new RepoReader(database, Database.MAIN, base).read(progress);
            wanted = new RepoReader(database, NEW, repo).read(progress);
            Set<String> common = common(had, wanted);
            database.execute("BEGIN");
            replaceOthers(database, common, had, wanted);
            long kept = updateTables(database, common, had, wanted);
            database.execute("COMMIT");
            long units = wanted.schemas().values().stream()
                    .mapToLong(s -> s.units().size())
                    .sum();
            layout = new StableLayout(
                    units,
                    kept,
                    database.number("PRAGMA main.page_count"),
                    database.number("PRAGMA main.freelist_count"),
                    wanted.schemas().values().stream().anyMatch(SchemaDigest::numbersCount));
        }
        ContentCheck.same(wanted, target, named, progress, repo, base);
        return layout;
    }

    private void requireSameEncoding(Database database) throws HhvmDebException {
        String had = database.strings("PRAGMA main.encoding").get(0);
        String wanted = database.strings("PRAGMA " + NEW + ".encoding").get(0);
        if (!had.equals(wanted)) {
            throw new InputException(base + " holds its text as " + had + ", " + repo + " as " + wanted
                    + "; no HHVM writes anything but UTF-8. Recompile the repositories");
        }
    }

    /** The schemas whose tables are made alike in both, the one of no schema among them. */
    private Set<String> common(RepoDigest had, RepoDigest wanted) throws InputException {
        Map<String, Set<Catalog.Entry>> mine = had.catalog().bySchema();
        Map<String, Set<Catalog.Entry>> theirs = wanted.catalog().bySchema();
        Set<String> common = theirs.entrySet().stream()
                .filter(s -> s.getValue().equals(mine.get(s.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        if (common.stream().allMatch(String::isEmpty)) {
            throw new InputException(base + " holds schema " + ids(had) + ", " + repo + " holds " + ids(wanted)
                    + ": another HHVM, another bytecode, nothing to keep. Ship " + repo + " as it is");
        }
        return common;
    }

    private static String ids(RepoDigest repo) {
        String ids = repo.schemas().keySet().stream().filter(s -> !s.isEmpty()).collect(Collectors.joining(", "));
        return ids.isEmpty() ? "none" : ids;
    }

    private static void replaceOthers(Database database, Set<String> common, RepoDigest had, RepoDigest wanted)
            throws HhvmDebException {
        for (SchemaTables tables : SchemaTables.of(had.catalog().tables())) {
            if (!common.contains(tables.schema())) {
                for (Table table : tables.tables().values()) {
                    database.execute("DROP TABLE " + table.in(Database.MAIN));
                }
            }
        }
        for (Map.Entry<String, Set<Catalog.Entry>> schema :
                wanted.catalog().bySchema().entrySet()) {
            if (!common.contains(schema.getKey())) {
                Catalog.create(database, schema.getValue());
            }
        }
    }

    private long updateTables(Database database, Set<String> common, RepoDigest had, RepoDigest wanted)
            throws HhvmDebException {
        long kept = 0;
        for (SchemaTables tables : SchemaTables.of(wanted.catalog().tables())) {
            SchemaDigest to = wanted.schema(tables.schema());
            SchemaDigest from = common.contains(tables.schema()) ? had.schema(tables.schema()) : SchemaDigest.EMPTY;
            SortedMap<Long, Long> assignment = Assignment.of(from, to);
            for (Table table : tables.others()) {
                if (!String.valueOf(to.others().get(table.name()))
                        .equals(from.others().get(table.name()))) {
                    new PlainRows(database, table, NEW).become();
                }
            }
            SortedMap<Long, Long> changed = new TreeMap<>(assignment);
            changed.entrySet().removeIf(e -> from.digestOf(e.getKey()).equals(to.digestOf(e.getValue())));
            kept += assignment.size() - changed.size();
            Set<Long> gone = new TreeSet<>(from.units().keySet());
            gone.removeAll(assignment.keySet());
            gone.addAll(makingRoom(from, to, changed));
            updateUnits(database, tables, gone, changed);
        }
        return kept;
    }

    /** The numbers under which units stand whose hash is wanted under another, where no two may be alike. */
    private static Set<Long> makingRoom(SchemaDigest from, SchemaDigest to, SortedMap<Long, Long> changed) {
        Map<String, Long> places = new HashMap<>();
        changed.forEach((number, other) -> {
            UnitDigest unit = to.units().get(other);
            places.put(unit == null ? "" : unit.hash(), number);
        });
        places.remove("");
        return from.units().values().stream()
                .filter(u -> changed.containsKey(u.number()))
                .filter(u -> places.getOrDefault(u.hash(), u.number()) != u.number())
                .map(UnitDigest::number)
                .collect(Collectors.toSet());
    }

    private void updateUnits(Database database, SchemaTables tables, Set<Long> gone, Map<Long, Long> changed)
            throws HhvmDebException {
        long work = (gone.size() + changed.size()) * (long) tables.ofUnits().size();
        try (Progress.Task task = progress.begin("writing what changed", work, "row")) {
            for (Table table : tables.ofUnits()) {
                UnitRows rows = new UnitRows(database, table, NEW);
                for (long number : gone) {
                    rows.remove(number);
                    task.advance(1);
                }
                for (Map.Entry<Long, Long> unit : changed.entrySet()) {
                    rows.become(unit.getKey(), unit.getValue());
                    task.advance(1);
                }
            }
        }
    }
}
