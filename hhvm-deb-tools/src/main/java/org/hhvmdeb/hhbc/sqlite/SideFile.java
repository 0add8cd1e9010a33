package org.hhvmdeb.hhbc.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.hhvmdeb.io.FileKind;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;

/**
 * What SQLite looks for beside a database, by name. Whoever may write to the directory can put anything there: only a regular file
 * is one, and nothing else is opened, as to open a FIFO is to wait.
 */
public enum SideFile {
    /** The rollback journal of a transaction. */
    JOURNAL("-journal"),
    /** The write-ahead log. */
    LOG("-wal"),
    /** The index of the write-ahead log, in shared memory. */
    INDEX("-shm");

    private final String suffix;

    SideFile(String suffix) {
        this.suffix = suffix;
    }

    /** Where SQLite looks: beside the database itself, whatever link led there. */
    Path of(Path database) throws IOException {
        Path real = database.toRealPath();
        return real.resolveSibling(real.getFileName() + suffix);
    }

    /** What it is called beside a database. */
    public String name(Path database) {
        return database.getFileName() + suffix;
    }

    /** Whether there is something of that name. */
    public boolean exists(Path database) throws IOException {
        return Files.exists(of(database), LinkOption.NOFOLLOW_LINKS);
    }

    /** Its first bytes; none where there is no such file. */
    byte[] head(Path database, int length) throws IOException {
        return begin(of(database), length);
    }

    private static byte[] begin(Path file, int length) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return new byte[0];
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(length);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    /**
     * Whether SQLite heeds it: it takes one that is empty, or whose header was zeroed when it was done, for none at all, and leaves
     * it there.
     */
    public boolean counts(Path database) throws ExternalException {
        try {
            return isHeeded(of(database));
        } catch (IOException e) {
            throw ExternalException.reading(database + suffix, e);
        }
    }

    /** The same beside a database that need not be there, behind no link. */
    public boolean countsBeside(Path database) throws ExternalException {
        try {
            return isHeeded(database.resolveSibling(name(database)));
        } catch (IOException e) {
            throw ExternalException.reading(database + suffix, e);
        }
    }

    private static boolean isHeeded(Path file) throws IOException {
        byte[] head = begin(file, 1);
        return head.length > 0 && head[0] != 0;
    }

    /** What is in its place. SQLite opens a file; on all else it fails, or waits. */
    public FileKind kind(Path database) throws ExternalException {
        try {
            return FileKind.of(of(database));
        } catch (IOException e) {
            throw ExternalException.reading(database + suffix, e);
        }
    }

    /**
     * Lets through a database that SQLite's library can open.
     *
     * @throws InputException when something that is no file has the name of a side file
     */
    public static void requireFiles(Path database) throws HhvmDebException {
        if (!Files.exists(database)) {
            return;
        }
        for (SideFile each : values()) {
            FileKind kind = each.kind(database);
            if (kind != FileKind.FILE && kind != FileKind.NOTHING) {
                throw new InputException(database + each.suffix + " is " + kind + ", and SQLite can open " + database
                        + " only where that is a file or nothing; see who made it, and remove it");
            }
        }
    }
}
