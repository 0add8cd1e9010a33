package org.hhvmdeb.hhbc.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hhvmdeb.hhbc.sqlite.SideFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.sqlite.SQLiteConfig;

/**
 * A SQLite file that is read and never changed. Its content is hostile until proven otherwise: names from it are
 * quoted, and functions in its schema are not trusted.
 */
public final class SqliteRepo implements AutoCloseable {

    private static final int BUSY_MILLISECONDS = 5_000;
    private static final int WRITE_VERSION_OFFSET = 18;
    private static final int WAL = 2;

    private final Path file;
    private final Connection connection;

    private SqliteRepo(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    public static SqliteRepo open(Path file) throws HhvmDebException {
        SideFile.requireFiles(file);
        SqliteLibrary.require();
        try {
            SQLiteConfig config = new SQLiteConfig();
            config.setReadOnly(true);
            config.setBusyTimeout(BUSY_MILLISECONDS);
            SqliteRepo repo = new SqliteRepo(file, config.createConnection("jdbc:sqlite:" + uri(file)));
            repo.distrust();
            return repo;
        } catch (IOException e) {
            throw ExternalException.reading(file, e);
        } catch (SQLException e) {
            throw SqliteFault.in(file, e);
        }
    }

    /** A database in write-ahead mode needs a shared memory file even to be read, unless nobody can be writing. */
    private static String uri(Path file) throws IOException {
        boolean wal = false;
        try (var in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(WRITE_VERSION_OFFSET + 1);
            wal = head.length > WRITE_VERSION_OFFSET && head[WRITE_VERSION_OFFSET] == WAL;
        }
        boolean log = SideFile.LOG.exists(file);
        return "file:" + file.toAbsolutePath().toUri().getRawPath() + (wal && !log ? "?immutable=1" : "?mode=ro");
    }

    private void distrust() throws HhvmDebException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA trusted_schema = OFF");
            statement.execute("PRAGMA cell_size_check = ON");
        } catch (SQLException e) {
            HhvmDebException fault = SqliteFault.in(file, e);
            try {
                connection.close();
            } catch (SQLException closing) {
                fault.addSuppressed(closing);
            }
            throw fault;
        }
    }

    /**
     * A text column and, in hexadecimal digits, the binary one beside it.
     *
     * @return the digests of a text in their order with a comma between, where it has several
     */
    public SortedMap<String, String> digests(String table, String text, String digest) throws HhvmDebException {
        String sql = "SELECT CAST(" + name(text) + " AS BLOB), hex(" + name(digest) + ") FROM " + name(table)
                + " ORDER BY 1, 2";
        SortedMap<String, String> found = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                byte[] value = rows.getBytes(1);
                String key = value == null ? "" : new String(value, StandardCharsets.UTF_8);
                found.merge(key, rows.getString(2), (before, next) -> before + "," + next);
            }
            return found;
        } catch (SQLException e) {
            throw SqliteFault.in(file, e);
        }
    }

    /** What SQLite keeps for reuse. */
    public long freeBytes() throws HhvmDebException {
        return number("PRAGMA freelist_count") * number("PRAGMA page_size");
    }

    private long number(String sql) throws HhvmDebException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        } catch (SQLException e) {
            throw SqliteFault.in(file, e);
        }
    }

    private static String name(String identifier) {
        return SqlName.quoted(identifier);
    }

    @Override
    public void close() throws HhvmDebException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw SqliteFault.in(file, e);
        }
    }
}
