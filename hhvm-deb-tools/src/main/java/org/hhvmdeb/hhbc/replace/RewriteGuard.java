package org.hhvmdeb.hhbc.replace;

import java.nio.file.Path;
import java.util.List;
import org.hhvmdeb.hhbc.sqlite.SideFile;
import org.hhvmdeb.hhvm.RepoFormat;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;

/** Which repositories can be rewritten. */
public final class RewriteGuard {

    /** What SQLite plays into a file that is opened. */
    static final List<SideFile> LOGS = List.of(SideFile.JOURNAL, SideFile.LOG);

    private RewriteGuard() {}

    /**
     * Lets through a SQLite repository that nobody died writing.
     *
     * @throws InputException when it is something else, or has a log beside it without which it is not complete
     */
    public static void requireAtRest(Path file) throws HhvmDebException {
        RepoFormat format = RepoFormat.of(file);
        if (format != RepoFormat.SQLITE) {
            throw new InputException(file + " is " + format + "; only a SQLite repository has tables to rewrite"
                    + (format == RepoFormat.BLOB
                            ? ". A blob repository holds one schema and is replaced as a whole"
                            : ""));
        }
        SideFile.requireFiles(file);
        for (SideFile log : LOGS) {
            if (log.counts(file)) {
                throw new InputException(file + " has " + log.name(file)
                        + " beside it: a program died while it was"
                        + " writing, or is writing now. Stop HHVM, let SQLite roll back or finish, as the owner of the directory"
                        + " (sqlite3 " + file + " 'PRAGMA schema_version'), and run again; never delete that file");
            }
        }
    }
}
