package org.hhvmdeb.hhbc.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hhvmdeb.io.TemporaryFiles;
import org.hhvmdeb.io.staging.WorkDirectory;
import org.hhvmdeb.notice.ExternalException;
import org.sqlite.SQLiteJDBCLoader;

/** SQLite's code, which is unpacked from our jar into a temporary file and loaded from there. */
public final class SqliteLibrary {

    /** Where the driver unpacks it. */
    private static final String PLACE = "org.sqlite.tmpdir";

    /** More than it takes. */
    private static final int ROOM = 4 << 20;

    private SqliteLibrary() {}

    /**
     * Loads it, unless it was. The file is gone afterwards; what is mapped into memory stays.
     *
     * @throws ExternalException when the temporary directory is not there, has no room or runs no programs
     */
    public static synchronized void require() throws ExternalException {
        if (System.getProperty(PLACE) != null) {
            load(Path.of(System.getProperty(PLACE)));
            return;
        }
        try (WorkDirectory work = WorkDirectory.create()) {
            System.setProperty(PLACE, work.path().toString());
            load(work.path());
        } catch (IOException e) {
            throw ExternalException.during("unpacking SQLite's library", e);
        } finally {
            System.clearProperty(PLACE);
        }
    }

    private static void load(Path directory) throws ExternalException {
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception | LinkageError e) {
            throw new ExternalException(
                    "SQLite's library could not be loaded: " + reason(directory, e)
                            + "; name another directory for temporary files with TMPDIR",
                    e);
        }
    }

    /** The driver keeps to itself what has happened in the directory. */
    private static String reason(Path directory, Throwable failure) {
        try {
            Path probe = Files.createTempFile(directory, "hhvm-deb-", ".probe");
            try {
                Files.write(probe, new byte[ROOM]);
            } finally {
                Files.delete(probe);
            }
        } catch (IOException e) {
            return String.valueOf(ExternalException.writing("to " + TemporaryFiles.directory(), e)
                    .getMessage());
        }
        return "it was unpacked into " + TemporaryFiles.directory() + ", which must allow programs to run ("
                + failure.getMessage() + ")";
    }
}
