package org.hhvmdeb.hhbc.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hhvmdeb.hhbc.sqlite.SideFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite's errors mean for the person who has the file. */
public final class SqliteFault {

    private static final Pattern DRIVERS_WORDS = Pattern.compile("(?s)\\[SQLITE_\\w+\\] .*\\((.+)\\)");

    private SqliteFault() {}

    /** Tells apart what the file is to blame for and what comes from outside. */
    public static HhvmDebException in(Path file, Throwable cause) {
        if (!(cause instanceof SQLiteException sqlite)) {
            return new ExternalException("SQLite cannot work on " + file + ": " + cause.getMessage(), cause);
        }
        int primary = sqlite.getResultCode().code & 0xff;
        if (hasJournal(file) && (primary == 8 || primary == 14)) {
            return new InputException(
                    file + " has the rollback journal " + file.getFileName()
                            + "-journal beside it: a program died while it was writing, or is writing now. Stop HHVM,"
                            + " let SQLite roll back (sqlite3 " + file + " 'PRAGMA schema_version'), and run again;"
                            + " never delete the journal",
                    cause);
        }
        if (isDamage(sqlite)) {
            return new InputException(
                    file + " is damaged: " + words(sqlite) + "; recompile it or restore a copy", cause);
        }
        if (primary == SQLiteErrorCode.SQLITE_BUSY.code) {
            return new ExternalException(
                    file + " is locked by another program, probably a running HHVM; stop it or read a copy", cause);
        }
        String message = words(sqlite);
        String advice = message.toLowerCase(Locale.ROOT).contains("full")
                ? "; look whether the disk is full, or a quota or limit reached, and run again. Where there is room, the file"
                        + " is damaged"
                : "";
        return new ExternalException("SQLite cannot work on " + file + ": " + message + advice, cause);
    }

    /** Whether the content of a file is to blame. */
    public static boolean isDamage(Throwable cause) {
        if (!(cause instanceof SQLiteException sqlite)) {
            return false;
        }
        int primary = sqlite.getResultCode().code & 0xff;
        return primary == SQLiteErrorCode.SQLITE_NOTADB.code || primary == SQLiteErrorCode.SQLITE_CORRUPT.code;
    }

    /**
     * The same of a file that is made from another one.
     *
     * @param written as the user named it
     * @param source the one to blame for damage
     */
    public static HhvmDebException writing(Path written, Path source, Throwable cause) {
        if (!(cause instanceof SQLiteException sqlite)) {
            return in(written, cause);
        }
        int primary = sqlite.getResultCode().code & 0xff;
        if (primary == SQLiteErrorCode.SQLITE_FULL.code
                || primary == SQLiteErrorCode.SQLITE_IOERR.code
                || primary == SQLiteErrorCode.SQLITE_READONLY.code
                || primary == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
            return new ExternalException(
                    "cannot write " + written + ": " + words(sqlite)
                            + "; look whether the disk is full, or a quota or limit reached, and run again",
                    cause);
        }
        return in(source, cause);
    }

    /** SQLite's words for it, of which the driver has more than one kind: {@code [SQLITE_FULL] Words (words)}. */
    private static String words(SQLiteException failure) {
        String said = String.valueOf(failure.getMessage());
        Matcher kinds = DRIVERS_WORDS.matcher(said);
        return kinds.matches() ? kinds.group(1) : said;
    }

    private static boolean hasJournal(Path file) {
        try {
            return SideFile.JOURNAL.exists(file);
        } catch (IOException e) {
            // It went meanwhile, and its journal with it.
            return false;
        }
    }
}
