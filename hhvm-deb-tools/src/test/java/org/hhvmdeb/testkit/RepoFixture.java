package org.hhvmdeb.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hhvmdeb.hhbc.inspect.SchemaContent;
import org.sqlite.SQLiteConfig;

/** Writes SQLite repositories as HHVM's releases leave them. */
public final class RepoFixture implements AutoCloseable {

    public static final String SCHEMA = "1f9a5c3e7b2d4860a1c3e5f7091b2d4f6a8c0e13";
    public static final String OTHER = "ffeeddccbbaa99887766554433221100ffeeddcc";

    private final Connection connection;

    private RepoFixture(Connection connection) {
        this.connection = connection;
    }

    public static RepoFixture at(Path file) throws SQLException {
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

    public RepoFixture schema(String schema, RepoTables tables) throws SQLException {
        for (String statement : tables.statements()) {
            sql(statement.replace("@", schema));
        }
        return sql("INSERT INTO magic_" + schema + " VALUES ('" + SchemaContent.PRODUCT + "')");
    }

    /** Files as a running HHVM leaves them, with rows in every table of units, two of each but where one is all there can be. */
    public RepoFixture fill(String schema, RepoTables tables, String... paths) throws Exception {
        for (String path : paths) {
            path(schema, tables, path, path);
            unit(schema, tables, path, 40);
        }
        return this;
    }

    /** The row that says which content a file has, no unit. */
    public RepoFixture path(String schema, RepoTables tables, String path, String content) throws Exception {
        return path(schema, tables, path.getBytes(StandardCharsets.UTF_8), content);
    }

    /** The same for a name that need not be text. */
    public RepoFixture path(String schema, RepoTables tables, byte[] path, String content) throws Exception {
        insert(
                "INSERT INTO " + (tables.sha1() ? "FileSha1_" : "FileMd5_") + schema + " VALUES (CAST(? AS TEXT), ?)",
                path,
                digest(tables, content));
        return this;
    }

    /**
     * The unit of a content with all that hangs on it, no path.
     *
     * @param bytes how long each blob is
     * @return its unitSn
     */
    public long unit(String schema, RepoTables tables, String content, int bytes) throws Exception {
        insert(
                "INSERT INTO Unit_" + schema + " (" + (tables.sha1() ? "sha1" : "md5") + ") VALUES (?)",
                new Object[] {digest(tables, content)});
        long unitSn = number("SELECT max(unitSn) FROM Unit_" + schema);
        Map<String, List<String>> columns = columns(schema);
        for (Map.Entry<String, List<String>> table : columns.entrySet()) {
            boolean one = table.getKey().matches("Unit(LineTable|ArrayTypeTable)?_" + schema);
            if (table.getKey().equals("Unit_" + schema)) {
                sql(table.getValue().stream()
                        .filter(c -> c.endsWith(" BLOB") && !c.matches("(md5|sha1) BLOB"))
                        .map(c -> "UPDATE Unit_" + schema + " SET " + c.replace(" BLOB", "") + " = zeroblob(" + bytes
                                + ") WHERE unitSn = " + unitSn)
                        .toArray(String[]::new));
            } else if (table.getValue().contains("unitSn INTEGER")) {
                for (int row = 0; row < (one ? 1 : 2); row++) {
                    int number = row;
                    sql(table.getValue().stream()
                            .map(c -> value(c, unitSn, number, bytes))
                            .collect(Collectors.joining(", ", "INSERT INTO " + table.getKey() + " VALUES (", ")")));
                }
            }
        }
        return unitSn;
    }

    private static String value(String column, long unitSn, int row, int bytes) {
        if (column.equals("unitSn INTEGER")) {
            return String.valueOf(unitSn);
        }
        if (column.endsWith(" BLOB")) {
            return "zeroblob(" + bytes + ")";
        }
        return column.endsWith(" TEXT") ? "'name" + unitSn + "_" + row + "'" : String.valueOf(row);
    }

    /** The columns with their types, as in {@code "unitSn INTEGER"}, of every table of a schema. */
    private Map<String, List<String>> columns(String schema) throws SQLException {
        Map<String, List<String>> columns = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT m.name, t.name || ' ' || t.type FROM sqlite_master m, pragma_table_info(m.name) t"
                        + " WHERE m.type = 'table' AND m.name = substr(m.name, 1, instr(m.name, '_')) || ?"
                        + " ORDER BY m.name, t.cid")) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.computeIfAbsent(rows.getString(1), t -> new ArrayList<>())
                            .add(rows.getString(2));
                }
            }
        }
        return columns;
    }

    private static byte[] digest(RepoTables tables, String content) throws GeneralSecurityException {
        return MessageDigest.getInstance(tables.sha1() ? "SHA-1" : "MD5")
                .digest(content.getBytes(StandardCharsets.UTF_8));
    }

    /** The first number that a query gives. */
    public long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.getLong(1);
        }
    }

    public RepoFixture files(String schema, String... paths) throws Exception {
        return files(schema, false, paths);
    }

    public RepoFixture files(String schema, boolean sha1, String... paths) throws Exception {
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

    public RepoFixture wholeProgram(String schema) throws SQLException {
        return sql("INSERT INTO GlobalData_" + schema + " (data) VALUES (x'00')");
    }

    public RepoFixture sql(String... statements) throws SQLException {
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

    /** A cache package that ships a repository. */
    public static Path packaged(Path directory, Path repo) throws Exception {
        return new DebFixture(directory).cache(repo, "hhvm-repo-schema-" + SCHEMA);
    }

    /** A blob repository of the first layout with nothing in its sections. */
    public static byte[] blob(String schema) {
        return blob(schema, 0, 0, 0, 0, 0, 0);
    }

    /** A blob repository with these sections, all zeros. */
    public static byte[] blob(String schema, int... sections) {
        byte[] head = {'H', 'H', 'B', 'C', 0, 1, (byte) schema.length()};
        ByteBuffer all = ByteBuffer.allocate(head.length
                + schema.length()
                + 8 * sections.length
                + IntStream.of(sections).sum());
        all.put(head).put(schema.getBytes(StandardCharsets.US_ASCII));
        for (int bytes : sections) {
            all.putLong(bytes);
        }
        return all.array();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
