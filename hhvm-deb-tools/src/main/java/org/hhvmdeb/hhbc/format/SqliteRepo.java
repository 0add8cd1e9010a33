package org.hhvmdeb.hhbc.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.sqlite.SQLiteConfig;

/**
 * A SQLite file that is read and never changed. Its content is hostile until proven otherwise: names from it are
 * quoted, and functions in its schema are not trusted.
 */
public final class SqliteRepo implements AutoCloseable {

    private static final int BUSY_MILLISECONDS = 5_000;
    private static final int MOST_TABLES = 20_000;
    private static final int WRITE_VERSION_OFFSET = 18;
    private static final int WAL = 2;

    private final Path file;
    private final Connection connection;

    private SqliteRepo(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    public static SqliteRepo open(Path file) throws HhvmDebException {
        try {
            SQLiteConfig config = new SQLiteConfig();
            config.setReadOnly(true);
            config.setBusyTimeout(BUSY_MILLISECONDS);
            SqliteRepo repo = new SqliteRepo(file, config.createConnection("jdbc:sqlite:" + uri(file)));
            repo.distrust();
            return repo;
        } catch (IOException e) {
            throw ExternalException.reading(file, e);
        } catch (SQLException | LinkageError e) {
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
        boolean log = Files.exists(file.resolveSibling(file.getFileName() + "-wal"));
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

    /** The ordinary tables, sorted; no views and no virtual tables, which could run code of the file's choosing. */
    public List<String> tables() throws HhvmDebException {
        return strings("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
                + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name LIMIT " + MOST_TABLES);
    }

    public List<String> columns(String table) throws HhvmDebException {
        return strings("SELECT name FROM pragma_table_info(" + text(table) + ") ORDER BY cid");
    }

    public long rows(String table) throws HhvmDebException {
        return number("SELECT count(*) FROM " + name(table));
    }

    /** The content of a text column; bytes that are not UTF-8 come out as replacement characters. */
    public List<String> column(String table, String column, long most) throws HhvmDebException {
        return strings("SELECT CAST(" + name(column) + " AS BLOB) FROM " + name(table) + " LIMIT " + most);
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

    public long freeBytes() throws HhvmDebException {
        return number("PRAGMA freelist_count") * number("PRAGMA page_size");
    }

    /** At most ten complaints; none when the file is sound. */
    public List<String> damage() throws HhvmDebException {
        List<String> said = strings("PRAGMA integrity_check(10)");
        return said.equals(List.of("ok")) ? List.of() : said;
    }

    private List<String> strings(String sql) throws HhvmDebException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                byte[] value = rows.getBytes(1);
                found.add(value == null ? "" : new String(value, StandardCharsets.UTF_8));
            }
            return found;
        } catch (SQLException e) {
            throw SqliteFault.in(file, e);
        }
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

    private static String text(String value) {
        return '\'' + value.replace("'", "''") + '\'';
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
