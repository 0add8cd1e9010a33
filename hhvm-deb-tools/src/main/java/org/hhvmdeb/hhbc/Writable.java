package org.hhvmdeb.hhbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.hhbc.format.RepoFormat;
import org.hhvmdeb.hhbc.sqlite.SideFile;
import org.hhvmdeb.io.OutputFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;

/** Which repositories can be written anew. */
final class Writable {

    private static final List<SideFile> LOGS = List.of(SideFile.JOURNAL, SideFile.LOG);

    private Writable() {}

    /**
     * Lets through an output that no program has open, as it would go on with the old file, and beside which there is no log: SQLite
     * would play that into the new file. Asked before the work, and by {@link #requireStillReplaceable} once more before the file is
     * replaced.
     *
     * @throws InputException naming the log, or the program
     */
    static void requireReplaceable(OutputFile output, Progress progress) throws HhvmDebException {
        if (requireStillReplaceable(output)) {
            progress.warn("not all processes can be looked into here; make sure that no HHVM uses " + output);
        }
    }

    /**
     * The same when the work is done.
     *
     * @return whether there are processes that cannot be looked into
     */
    static boolean requireStillReplaceable(OutputFile output) throws HhvmDebException {
        requireNoLog(output);
        Optional<Path> there = output.regular().filter(Files::exists);
        if (there.isEmpty()) {
            return false;
        }
        try {
            OpenFiles.Users users = OpenFiles.of(there.get());
            if (!users.users().isEmpty()) {
                throw new InputException("cannot replace " + output + ": it is in use by "
                        + String.join(", ", users.users()) + "; stop it first, or name another file");
            }
            return users.hidden();
        } catch (IOException e) {
            throw ExternalException.reading(there.get(), e);
        }
    }

    private static void requireNoLog(OutputFile output) throws HhvmDebException {
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
    }

    /**
     * Lets through an output that takes nothing from anybody: what root writes is root's, and HHVM's user could not write to it any
     * more.
     *
     * @throws InputException naming the owner
     */
    static void requireNobodyElses(OutputFile output) throws HhvmDebException {
        Optional<Path> there = output.regular().filter(Files::exists);
        if (there.isEmpty()) {
            return;
        }
        Path file = there.get();
        try {
            Object owner = Files.getAttribute(file, "unix:uid");
            if (Ways.ownUid() == 0 && !owner.equals(0)) {
                throw new InputException("cannot replace " + output + ": it belongs to the user " + owner
                        + ", who could not write to what root puts in its place; run as that user (setpriv --reuid="
                        + owner
                        + " --clear-groups), or name another file");
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
