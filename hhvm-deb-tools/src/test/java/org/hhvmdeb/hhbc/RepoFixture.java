package org.hhvmdeb.hhbc;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.sqlite.SQLiteConfig;

/** Writes SQLite repositories as HHVM's releases leave them. */
public final class RepoFixture implements AutoCloseable {

    public static final String SCHEMA = "1f9a5c3e7b2d4860a1c3e5f7091b2d4f6a8c0e13";
    public static final String OTHER = "ffeeddccbbaa99887766554433221100ffeeddcc";

    private final Connection connection;

    private RepoFixture(Connection connection) {
        this.connection = connection;
    }

    static RepoFixture at(Path file) throws SQLException {
        RepoFixture repo = new RepoFixture(new SQLiteConfig().createConnection("jdbc:sqlite:" + file));
        return repo.sql("PRAGMA synchronous = OFF");
    }

    /** A repository as {@code hhvm --hphp} without whole-program work leaves it. */
    public static Path compiled(Path file, String schema, String... paths) throws Exception {
        try (RepoFixture repo = at(file)) {
            repo.schema(schema, RepoTables.R3_14).files(schema, paths);
        }
        return file;
    }

    RepoFixture schema(String schema, RepoTables tables) throws SQLException {
        for (String statement : tables.statements()) {
            sql(statement.replace("@", schema));
        }
        return sql("INSERT INTO magic_" + schema + " VALUES ('" + SchemaContent.PRODUCT + "')");
    }

    RepoFixture files(String schema, String... paths) throws Exception {
        return files(schema, false, paths);
    }

    RepoFixture files(String schema, boolean sha1, String... paths) throws Exception {
        String hash = sha1 ? "sha1" : "md5";
        for (String path : paths) {
            byte[] digest =
                    MessageDigest.getInstance(sha1 ? "SHA-1" : "MD5").digest(path.getBytes(StandardCharsets.UTF_8));
            insert(
                    "INSERT INTO File" + (sha1 ? "Sha1_" : "Md5_") + schema + " (path, " + hash + ") VALUES (?, ?)",
                    path,
                    digest);
            insert("INSERT INTO Unit_" + schema + " (" + hash + ") VALUES (?)", digest);
        }
        return this;
    }

    RepoFixture wholeProgram(String schema) throws SQLException {
        return sql("INSERT INTO GlobalData_" + schema + " (data) VALUES (x'00')");
    }

    RepoFixture sql(String... statements) throws SQLException {
        for (String text : statements) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(text);
            }
        }
        return this;
    }

    private void insert(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    static byte[] blob(String schema) {
        byte[] head = {'H', 'H', 'B', 'C', 0, 1, (byte) schema.length()};
        byte[] all = Arrays.copyOf(head, head.length + schema.length() + 48);
        System.arraycopy(schema.getBytes(StandardCharsets.US_ASCII), 0, all, head.length, schema.length());
        return all;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
