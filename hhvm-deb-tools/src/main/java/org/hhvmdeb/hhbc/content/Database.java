package org.hhvmdeb.hhbc.content;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hhvmdeb.hhbc.format.SqliteFault;
import org.hhvmdeb.hhbc.format.SqliteLibrary;
import org.hhvmdeb.hhbc.sqlite.SideFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * A SQLite file that is written, and others that are read beside it. Functions in the schemas of these files are not trusted, and
 * values are bound, never pasted.
 */
public final class Database implements AutoCloseable {

    /** The file that is written, in SQLite's words. */
    public static final String MAIN = "main";

    private static final int CACHE_KIB = 64 << 10;

    private final Path file;
    private final Function<Throwable, HhvmDebException> fault;
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    /** What is done with a row while the statement stands on it. */
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** The same without a value. */
    public interface RowUser {
        void use(ResultSet row) throws SQLException, HhvmDebException;
    }

    private Database(Path file, Function<Throwable, HhvmDebException> fault, Connection connection) {
        this.file = file;
        this.fault = fault;
        this.connection = connection;
    }

    /** Opens a file to be read. */
    public static Database reading(Path file) throws HhvmDebException {
        SideFile.requireFiles(file);
        SQLiteConfig config = config(5_000);
        config.setReadOnly(true);
        return open(file, e -> SqliteFault.in(file, e), config, "ro");
    }

    /**
     * Opens a file of our own, which nobody else sees yet: a kill loses it, so no journal is needed.
     *
     * @param named what messages call it
     * @param sources what it is made from, which alone can be damaged
     */
    public static Database ours(Path file, Path named, Path... sources) throws HhvmDebException {
        Database database = open(
                file,
                e -> damaged(e, sources).orElseGet(() -> SqliteFault.writing(named, sources[0], e)),
                config(0),
                "rwc");
        database.execute("PRAGMA main.journal_mode = OFF");
        database.execute("PRAGMA main.synchronous = OFF");
        // Of this file only: what is attached later may be in use.
        database.execute("PRAGMA main.locking_mode = EXCLUSIVE");
        return database;
    }

    /** Opens a file that was made so, to be read before anybody else sees it. */
    static Database written(Path file, Path named, Path... sources) throws HhvmDebException {
        SQLiteConfig config = config(0);
        config.setReadOnly(true);
        return open(
                file,
                e -> damaged(e, sources)
                        .orElseGet(() -> new ExternalException(
                                "what was written to " + named + " cannot be read and is discarded: " + e.getMessage(),
                                e)),
                config,
                "ro");
    }

    /** SQLite does not say in which of several files it has met damage. */
    private static Optional<HhvmDebException> damaged(Throwable failure, Path... sources) {
        return SqliteFault.isDamage(failure)
                ? Arrays.stream(sources)
                        .filter(s -> !ContentCheck.isSound(s))
                        .findFirst()
                        .map(s -> SqliteFault.in(s, failure))
                : Optional.empty();
    }

    /**
     * Opens a file that others may have open, too.
     *
     * @param busyMilliseconds how long to wait for a lock
     */
    public static Database shared(Path file, int busyMilliseconds) throws HhvmDebException {
        SideFile.requireFiles(file);
        Database database = open(file, e -> SqliteFault.in(file, e), config(busyMilliseconds), "rw");
        database.execute("PRAGMA synchronous = FULL");
        return database;
    }

    private static SQLiteConfig config(int busyMilliseconds) {
        SQLiteConfig config = new SQLiteConfig();
        config.setOpenMode(SQLiteOpenMode.OPEN_URI);
        config.setBusyTimeout(busyMilliseconds);
        return config;
    }

    private static Database open(
            Path file, Function<Throwable, HhvmDebException> fault, SQLiteConfig config, String mode)
            throws HhvmDebException {
        SqliteLibrary.require();
        try {
            Database database = new Database(file, fault, config.createConnection("jdbc:sqlite:" + uri(file, mode)));
            try {
                database.execute("PRAGMA trusted_schema = OFF");
                database.execute("PRAGMA cell_size_check = ON");
                database.execute("PRAGMA secure_delete = OFF");
                database.execute("PRAGMA cache_size = " + -CACHE_KIB);
                return database;
            } catch (HhvmDebException e) {
                database.close();
                throw e;
            }
        } catch (SQLException e) {
            throw fault.apply(e);
        }
    }

    private static String uri(Path file, String mode) {
        return "file:" + file.toAbsolutePath().toUri().getRawPath() + "?mode=" + mode;
    }

    /** Lets statements read another file under a name. */
    public void attach(Path other, String alias) throws HhvmDebException {
        SideFile.requireFiles(other);
        execute("ATTACH ? AS " + alias, uri(other, "ro"));
        execute("PRAGMA " + alias + ".cache_size = " + -CACHE_KIB);
    }

    public void execute(String sql, @Nullable Object... values) throws HhvmDebException {
        try {
            PreparedStatement statement = bound(sql, values);
            if (statement.execute()) {
                // As long as its rows are not read, a statement holds a lock.
                statement.getResultSet().close();
            }
        } catch (SQLException e) {
            throw fault.apply(e);
        }
    }

    /** Runs a statement that a file holds: the first there is, nothing behind it. */
    void executeOnce(String sql) throws HhvmDebException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        } catch (SQLException e) {
            throw fault.apply(e);
        }
    }

    public <T> List<T> list(String sql, RowReader<T> reader, Object... values) throws HhvmDebException {
        List<T> found = new ArrayList<>();
        forEach(sql, row -> found.add(reader.read(row)), values);
        return found;
    }

    public void forEach(String sql, RowUser user, Object... values) throws HhvmDebException {
        try (ResultSet rows = bound(sql, values).executeQuery()) {
            while (rows.next()) {
                user.use(rows);
            }
        } catch (SQLException e) {
            throw fault.apply(e);
        }
    }

    public long number(String sql, Object... values) throws HhvmDebException {
        return list(sql, row -> row.getLong(1), values).stream().findFirst().orElse(0L);
    }

    public List<String> strings(String sql, Object... values) throws HhvmDebException {
        return list(sql, row -> row.getString(1), values);
    }

    private PreparedStatement bound(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int n = 0; n < values.length; n++) {
            statement.setObject(n + 1, values[n]);
        }
        return statement;
    }

    Path file() {
        return file;
    }

    @Override
    public void close() throws HhvmDebException {
        try {
            for (Statement statement : prepared.values()) {
                statement.close();
            }
            connection.close();
        } catch (SQLException e) {
            throw fault.apply(e);
        }
    }
}
