package org.hhvmdeb.hhbc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hhvmdeb.hhbc.format.RepoFormat;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;

/** Which repositories can be written anew. */
final class Writable {

    private static final List<String> LOGS = List.of("-journal", "-wal");

    private Writable() {}

    /**
     * Lets through a SQLite repository that nobody died writing.
     *
     * @throws InputException when it is something else, or has a log beside it without which it is not complete
     */
    static void requireAtRest(Path file) throws HhvmDebException {
        RepoFormat format = RepoFormat.of(file);
        if (format != RepoFormat.SQLITE) {
            throw new InputException(file + " is " + format + "; only a SQLite repository has tables to write anew"
                    + (format == RepoFormat.BLOB
                            ? ". A blob repository holds one schema and is replaced as a whole"
                            : ""));
        }
        for (String log : LOGS) {
            Path beside = file.resolveSibling(file.getFileName() + log);
            if (counts(beside)) {
                throw new InputException(file + " has " + beside.getFileName()
                        + " beside it: a program died while it was"
                        + " writing, or is writing now. Stop HHVM, let SQLite roll back or finish (sqlite3 " + file
                        + " 'PRAGMA schema_version'), and run again; never delete that file");
            }
        }
    }

    /** SQLite takes a log that is empty, or whose header was zeroed when it was done, for none at all, and leaves it there. */
    static boolean counts(Path log) throws HhvmDebException {
        if (!Files.isRegularFile(log)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(log)) {
            return in.read() > 0;
        } catch (IOException e) {
            throw ExternalException.reading(log, e);
        }
    }
}
