package org.hhvmdeb.hhbc.inspect;

import java.util.List;
import org.hhvmdeb.hhbc.format.Generation;
import org.hhvmdeb.hhbc.format.RepoTable;
import org.hhvmdeb.hhbc.survey.UnitStatistics;
import org.hhvmdeb.hhvm.RepoSchema;

/**
 * What a repository holds for one schema.
 *
 * @param schema the id
 * @param generation which releases create such tables
 * @param product the text in the magic table; HHVM takes its own and no other
 * @param tables sorted by name; empty for a blob repository, which has none
 * @param statistics what the units and paths are
 */
public record SchemaContent(
        RepoSchema schema, Generation generation, String product, List<RepoTable> tables, UnitStatistics statistics) {

    /** The text HHVM writes into its magic table. */
    public static final String PRODUCT = "facebook.com HipHop Virtual Machine bytecode repository";

    public SchemaContent {
        tables = List.copyOf(tables);
    }

    /** Whether HHVM would take these tables for its own. */
    public boolean genuine() {
        return product.equals(PRODUCT);
    }

    /** Compilation units. Files with the same content share one. */
    public long units() {
        return rows("Unit");
    }

    /** Files; one can be there in several versions. */
    public long paths() {
        return rows("FileMd5") + rows("FileSha1");
    }

    /** Classes, interfaces and traits. */
    public long classes() {
        return rows("PreClass");
    }

    /** Functions and methods. */
    public long functions() {
        return rows("Func");
    }

    /** What all its tables and their indexes take, by whole pages. */
    public long bytes() {
        return tables.stream().mapToLong(RepoTable::bytes).sum();
    }

    /** Whether it has tables and nothing in them. */
    public boolean empty() {
        return !tables.isEmpty() && units() + paths() == 0;
    }

    /**
     * Whether a whole-program build completed here: it writes GlobalData last, and nothing else does. A repository for
     * authoritative mode needs it; one that a running HHVM filled has none.
     */
    public boolean wholeProgram() {
        return tables.isEmpty() || rows("GlobalData") > 0;
    }

    private long rows(String base) {
        return tables.stream()
                .filter(t -> t.base().equals(base))
                .mapToLong(RepoTable::rows)
                .sum();
    }
}
