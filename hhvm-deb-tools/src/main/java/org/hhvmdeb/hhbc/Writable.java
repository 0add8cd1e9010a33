package org.hhvmdeb.hhbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hhvmdeb.hhbc.format.RepoFormat;
import org.hhvmdeb.hhbc.sqlite.SideFile;
import org.hhvmdeb.io.OutputFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;

/** Which repositories can be written anew. */
final class Writable {

    private static final List<SideFile> LOGS = List.of(SideFile.JOURNAL, SideFile.LOG);

    private Writable() {}

    /**
     * Lets through an output that no program has open, as it would go on with the old file, and beside which there is no log: SQLite
     * would play that into the new file.
     *
     * @throws InputException naming the log, or the program
     */
    static void requireReplaceable(OutputFile output) throws HhvmDebException {
        if (output.regular().isEmpty()) {
            return;
        }
        Path file = output.regular().get();
        for (SideFile log : LOGS) {
            if (log.countsBeside(file)) {
                throw new InputException("cannot replace " + output + ": beside it is " + log.name(file)
                        + ", which SQLite would play into the new file. A program died while it was writing to " + file
                        + ", or is writing now. Name another file; or stop HHVM and let SQLite finish, as the owner of the"
                        + " directory (sqlite3 " + file + " 'PRAGMA schema_version'), and run again");
            }
        }
        try {
            List<String> users = Files.exists(file) ? OpenFiles.of(file).users() : List.of();
            if (!users.isEmpty()) {
                throw new InputException("cannot replace " + output + ": it is in use by " + String.join(", ", users)
                        + "; stop it first, or name another file");
            }
        } catch (IOException e) {
            throw ExternalException.reading(file, e);
        }
    }

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
