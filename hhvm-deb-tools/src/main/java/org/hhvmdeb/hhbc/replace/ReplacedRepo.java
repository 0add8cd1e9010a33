package org.hhvmdeb.hhbc.replace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.hhbc.host.FileStatus;
import org.hhvmdeb.hhbc.host.HostRoot;
import org.hhvmdeb.hhbc.host.OpenFiles;
import org.hhvmdeb.hhbc.host.RunAs;
import org.hhvmdeb.hhbc.sqlite.SideFile;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;

/**
 * The repository in whose place another one is put. A program that has it open would go on with the old file, and SQLite would play
 * a log that lies beside it into the new one; so it is looked at before the work, and once more when the work is done.
 */
public final class ReplacedRepo {

    private final OutputFile output;
    private final Optional<Map<String, Object>> before;

    private ReplacedRepo(OutputFile output, Optional<Map<String, Object>> before) {
        this.output = output;
        this.before = before;
    }

    /**
     * Looks at it before the work.
     *
     * @throws InputException naming the log, or the program that has it open
     */
    public static ReplacedRepo of(OutputFile output, Progress progress) throws HhvmDebException {
        requireNoLog(output);
        if (requireUnused(output)) {
            progress.warn("not all processes can be looked into here; make sure that no HHVM uses " + output);
        }
        return new ReplacedRepo(output, state(output));
    }

    /**
     * Lets through what takes nothing from anybody: what root writes is root's, and HHVM's user could not write to it any more.
     *
     * @throws InputException naming the owner
     */
    public ReplacedRepo requireNobodyElses() throws HhvmDebException {
        Optional<Path> there = there(output);
        Optional<FileStatus> file = there.isEmpty()
                ? Optional.empty()
                : new HostRoot(Path.of("/"))
                        .walk(there.get().toAbsolutePath().toString())
                        .end();
        if (RunAs.ownUid() == 0 && file.filter(f -> f.uid() != 0).isPresent()) {
            throw new InputException("cannot replace " + output + ": it belongs to the user "
                    + file.get().uid() + ", who could not write to what root puts in its place; run as that user ("
                    + TrustedPath.setpriv(file.get()) + "), or name another file");
        }
        return this;
    }

    /**
     * Looks at it again when the work is done.
     *
     * @throws InputException also when it is not the file that it was
     */
    public void requireStillReplaceable() throws HhvmDebException {
        requireNoLog(output);
        requireUnused(output);
        if (!state(output).equals(before)) {
            throw new InputException("cannot replace " + output
                    + ": somebody has written to it while this run worked; stop HHVM," + " and run again");
        }
    }

    private static Optional<Path> there(OutputFile output) {
        return output.regular().filter(Files::exists);
    }

    private static Optional<Map<String, Object>> state(OutputFile output) throws ExternalException {
        Optional<Path> there = there(output);
        try {
            return there.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Files.readAttributes(there.get(), "unix:dev,ino,size,lastModifiedTime"));
        } catch (IOException e) {
            throw ExternalException.reading(there.get(), e);
        }
    }

    private static void requireNoLog(OutputFile output) throws HhvmDebException {
        if (output.regular().isEmpty()) {
            return;
        }
        Path file = output.regular().get();
        for (SideFile log : RewriteGuard.LOGS) {
            if (log.countsBeside(file)) {
                throw new InputException("cannot replace " + output + ": beside it is " + log.name(file)
                        + ", which SQLite would play into the new file. A program died while it was writing to " + file
                        + ", or is writing now. Name another file; or stop HHVM and let SQLite finish, as the owner of the"
                        + " directory (sqlite3 " + file + " 'PRAGMA schema_version'), and run again");
            }
        }
    }

    /** Says whether there are processes that cannot be looked into. */
    private static boolean requireUnused(OutputFile output) throws HhvmDebException {
        Optional<Path> there = there(output);
        if (there.isEmpty()) {
            return false;
        }
        try {
            OpenFiles.Users users = OpenFiles.of(there.get());
            if (!users.users().isEmpty()) {
                throw new InputException("cannot replace " + output + ": it is in use by "
                        + String.join(", ", users.users())
                        + "; stop it first, or name another file and switch HHVM over to it at its next restart");
            }
            return users.hidden();
        } catch (IOException e) {
            throw ExternalException.reading(there.get(), e);
        }
    }
}
