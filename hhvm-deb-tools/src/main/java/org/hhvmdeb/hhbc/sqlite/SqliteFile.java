package org.hhvmdeb.hhbc.sqlite;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.notice.InputException;

/**
 * A SQLite file as it lies on the disk. One pass reads every table and index, tells exactly what each takes, and finds what is
 * damaged: {@link #read} for each of {@link #tables}, then {@link #finish}.
 *
 * <p>Nothing is locked, so that a program that writes at the same time is not held up; whether one did is for the caller to
 * find out. A rollback journal or a write-ahead log beside the file is not looked at.
 */
public final class SqliteFile implements AutoCloseable {

    private final Pages pages;
    private final CorruptionLog corruption = new CorruptionLog();
    private final PageOwnership ownership;
    private final Tree tree;
    private final Extent catalog;
    private final List<Table> tables;
    private long unused;

    private SqliteFile(Pages pages) throws IOException, InputException {
        this.pages = pages;
        this.ownership = new PageOwnership(pages, corruption);
        this.tree = new Tree(pages, ownership, corruption);
        if (pages.inFile() == 0) {
            throw new InputException("it ends within its first page");
        }
        long claimed = pages.header().pages();
        if (claimed > pages.inFile()) {
            corruption.add("the header says " + claimed + " pages, the file has " + pages.inFile() + ": it is cut off");
        }
        Catalog found = new Catalog(pages.header().charset(), corruption);
        this.catalog = tree.walk("sqlite_schema", 1, true, found);
        this.tables = found.tables();
    }

    /**
     * Opens a file and reads its list of tables.
     *
     * @throws InputException when it is no SQLite file, or one without a single page
     */
    public static SqliteFile open(Path file) throws IOException, InputException {
        Pages pages = Pages.open(file);
        try {
            return new SqliteFile(pages);
        } catch (IOException | InputException | RuntimeException e) {
            pages.close();
            throw e;
        }
    }

    /** The tables in the order of their making, SQLite's own ones included. */
    public List<Table> tables() {
        return tables;
    }

    /**
     * Reads a table and its indexes.
     *
     * @return first the table, then its indexes
     */
    public List<Extent> read(Table table, RowVisitor visitor) throws IOException {
        List<IndexCheck> checks = new ArrayList<>();
        if (table.checkable()) {
            table.indexes()
                    .forEach(
                            i -> checks.add(new IndexCheck(i, table.definition().rowidColumn(), pages)));
        }
        List<Extent> extents = new ArrayList<>(table.indexes().size() + 1);
        boolean rowids = table.definition().rowids();
        Extent own = tree.walk(table.name(), table.root(), rowids, row -> {
            for (IndexCheck check : checks) {
                check.row(row);
            }
            visitor.row(row);
        });
        extents.add(own);
        List<String> complaints = new ArrayList<>();
        for (IndexCheck check : checks) {
            RowVisitor entries = visitor.entries(check.index());
            extents.add(tree.walk(check.index().name(), check.index().root(), false, entry -> {
                check.entry(entry);
                entries.row(entry);
            }));
            check.conclude(own.entries(), complaints);
        }
        if (!table.checkable()) {
            for (Table.Index index : table.indexes()) {
                extents.add(tree.walk(index.name(), index.root(), false, visitor.entries(index)::row));
            }
        }
        complaints.forEach(corruption::add);
        return extents;
    }

    /** Looks at the freelist and at pages that nothing uses; after all tables have been read. */
    public void finish() throws IOException {
        ownership.freelist();
        unused = ownership.unused();
    }

    /** What is wrong with the file; empty when it is sound. Complete after {@link #finish}. */
    public List<String> corruption() {
        return corruption.complaints();
    }

    /** In bytes. */
    public int pageSize() {
        return pages.header().pageSize();
    }

    /** How many pages the database has. */
    public int pages() {
        return pages.count();
    }

    /** How many of them SQLite keeps for reuse, by its own count. */
    public long freePages() {
        return Math.min(pages.header().freelistPages(), pages.count());
    }

    /** How many belong to nothing, as never happens in a sound file. */
    public long lostPages() {
        return unused;
    }

    /** The list of tables itself. */
    public Extent catalog() {
        return catalog;
    }

    /** How text is encoded. */
    public Charset charset() {
        return pages.header().charset();
    }

    /** The file's size in bytes, as it was at the beginning. */
    public long size() {
        return pages.size();
    }

    @Override
    public void close() throws IOException {
        pages.close();
    }
}
