package org.hhvmdeb.hhbc.canonicalise;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.hhvmdeb.hhbc.content.Catalog;
import org.hhvmdeb.hhbc.content.ContentCheck;
import org.hhvmdeb.hhbc.content.Database;
import org.hhvmdeb.hhbc.content.RepoDigest;
import org.hhvmdeb.hhbc.content.RepoReader;
import org.hhvmdeb.hhbc.content.SchemaDigest;
import org.hhvmdeb.hhbc.content.SchemaTables;
import org.hhvmdeb.hhbc.content.Table;
import org.hhvmdeb.hhbc.format.SqlName;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;

/**
 * Writes a repository so that equal content is equal bytes, whatever the order in which the threads of a compiler finished: tables
 * by name, rows sorted, units numbered by their paths, one page size, no free page, and the same counters in the header.
 */
public final class CanonicalRepo {

    private static final String SOURCE = "source_repo";
    private static final int PAGE_SIZE = 4096;

    /** Offsets in the header of a SQLite file. */
    private static final int CHANGE_COUNTER = 24;

    private static final int VALID_FOR = 92;
    private static final int LIBRARY_VERSION = 96;

    /** The first release that fills these fields. */
    private static final int FIRST_VERSION = 3_007_000;

    private CanonicalRepo() {}

    /**
     * Writes.
     *
     * @param target a new file of our own
     * @param named what messages call it
     * @return how many units have other numbers now
     * @throws InputException when the repository has something in it that no HHVM creates
     */
    public static long write(Path repo, Path target, Path named, Progress progress)
            throws HhvmDebException, IOException {
        RepoDigest wanted;
        long renumbered = 0;
        try (Database database = Database.ours(target, named, repo)) {
            database.execute("PRAGMA page_size = " + PAGE_SIZE);
            database.attach(repo, SOURCE);
            wanted = new RepoReader(database, SOURCE, repo).read(progress);
            database.execute("CREATE TEMP TABLE numbering (new INTEGER PRIMARY KEY, old INTEGER)");
            database.execute("BEGIN");
            Catalog.create(database, wanted.catalog().objects());
            try (Progress.Task task =
                    progress.begin("sorting " + repo, wanted.catalog().tables().size(), "table")) {
                for (SchemaTables tables : SchemaTables.of(wanted.catalog().tables())) {
                    renumbered += number(database, wanted.schema(tables.schema()));
                    for (Table table : tables.tables().values()) {
                        copy(database, table, tables.ofUnits().contains(table));
                        task.advance(1);
                    }
                }
            }
            database.execute("COMMIT");
        }
        settleHeader(target);
        ContentCheck.same(wanted, target, named, progress, repo);
        return renumbered;
    }

    private static long number(Database database, SchemaDigest schema) throws HhvmDebException {
        long renumbered = 0;
        database.execute("DELETE FROM temp.numbering");
        for (Map.Entry<Long, Long> unit : Numbering.of(schema).entrySet()) {
            database.execute("INSERT INTO temp.numbering VALUES (?, ?)", unit.getKey(), unit.getValue());
            renumbered += unit.getKey().equals(unit.getValue()) ? 0 : 1;
        }
        return renumbered;
    }

    private static void copy(Database database, Table table, boolean ofUnits) throws HhvmDebException {
        String unit = SqlName.quoted(Table.UNIT);
        String into = "INSERT INTO " + table.in(Database.MAIN);
        String all = Table.list(table.columns());
        if (ofUnits) {
            String rest = table.content().isEmpty() ? "" : ", " + Table.list(table.content());
            // The cross join makes SQLite go through the units in their order and look each up, instead of sorting all
            // rows.
            database.execute(into + " (" + unit + rest + ") SELECT n.new" + rest + " FROM temp.numbering n CROSS JOIN "
                    + table.in(SOURCE) + " t ON t." + unit + " = n.old ORDER BY "
                    + table.order(c -> c.equals(unit) ? "n.new" : "t." + c));
        } else {
            database.execute(into + " (" + all + ") SELECT " + all + " FROM " + table.in(SOURCE) + " ORDER BY "
                    + table.order(c -> c));
        }
    }

    /** Two counters of writes, and the library that wrote last. */
    private static void settleHeader(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            put(channel, CHANGE_COUNTER, 1);
            put(channel, VALID_FOR, 1);
            put(channel, LIBRARY_VERSION, FIRST_VERSION);
        }
    }

    private static void put(FileChannel channel, int offset, int value) throws IOException {
        ByteBuffer number = ByteBuffer.allocate(Integer.BYTES).putInt(value).flip();
        while (number.hasRemaining()) {
            channel.write(number, offset + number.position());
        }
    }
}
