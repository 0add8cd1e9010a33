package org.hhvmdeb.testkit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.sqlite.SQLiteConfig;

/**
 * Repositories whose units hold what a word says, the same for the same word, numbered in the order given. Of every table the
 * first row of a unit depends on the file only, the others on its version; some blobs are longer than a page.
 */
public final class RepoWriter implements AutoCloseable {

    private final Connection connection;
    private final RepoTables tables;
    private final String schema;

    /** Opens a file whose schema is there. */
    public RepoWriter(Path file, RepoTables tables, String schema) throws SQLException {
        this.connection = new SQLiteConfig().createConnection("jdbc:sqlite:" + file);
        this.tables = tables;
        this.schema = schema;
        connection.setAutoCommit(false);
    }

    /**
     * Adds a schema.
     *
     * @param contents each of a file whose path is the first word; a second word makes it another version of that file
     */
    public static void write(Path file, RepoTables tables, String schema, List<String> contents) throws Exception {
        try (RepoFixture repo = RepoFixture.at(file)) {
            repo.schema(schema, tables);
        }
        try (RepoWriter writer = new RepoWriter(file, tables, schema)) {
            for (String content : contents) {
                writer.path(content.split(" ", 2)[0], content);
                writer.unit(content);
            }
        }
    }

    /** The row that says which content a file has. */
    public void path(String path, String content) throws Exception {
        insert((tables.sha1() ? "FileSha1_" : "FileMd5_") + schema, List.of(path, hash(content)));
    }

    /** A unit with all that hangs on it, under the next number. */
    public void unit(String content) throws Exception {
        long number = number("SELECT coalesce(max(unitSn), 0) + 1 FROM Unit_" + schema);
        for (String table : strings("SELECT DISTINCT m.name FROM sqlite_master m, pragma_table_info(m.name) t WHERE"
                + " m.type = 'table' AND t.name = 'unitSn' AND m.name = substr(m.name, 1, instr(m.name, '_')) || '"
                + schema
                + "'")) {
            boolean one = table.matches("Unit(LineTable|ArrayTypeTable)?_" + schema);
            int rows = one ? 1 : 1 + Math.floorMod((content + table).hashCode(), 4);
            for (int row = 0; row < rows; row++) {
                Random random = new Random((row == 0 && !one ? content.split(" ", 2)[0] : content + row).hashCode());
                List<Object> values = new ArrayList<>();
                for (String column :
                        strings("SELECT name || ' ' || type FROM pragma_table_info('" + table + "') ORDER BY cid")) {
                    values.add(value(column, number, content, row, random));
                }
                insert(table, values);
            }
        }
    }

    private Object value(String column, long number, String content, int row, Random random) throws Exception {
        if (column.equals("unitSn INTEGER")) {
            return number;
        }
        if (column.equals("md5 BLOB") || column.equals("sha1 BLOB")) {
            return hash(content);
        }
        if (column.endsWith("TEXT")) {
            return "name " + random.nextInt(100);
        }
        if (column.endsWith("BLOB")) {
            byte[] blob = new byte[random.nextInt(10) == 0 ? 9000 + random.nextInt(9000) : random.nextInt(300)];
            random.nextBytes(blob);
            return blob;
        }
        return row;
    }

    private byte[] hash(String content) throws Exception {
        return MessageDigest.getInstance(tables.sha1() ? "SHA-1" : "MD5")
                .digest(content.getBytes(StandardCharsets.UTF_8));
    }

    private long number(String sql) throws SQLException {
        return Long.parseLong(strings(sql).get(0));
    }

    private List<String> strings(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private void insert(String table, List<Object> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO " + table + " VALUES (?" + ", ?".repeat(values.size() - 1) + ")")) {
            for (int n = 0; n < values.size(); n++) {
                statement.setObject(n + 1, values.get(n));
            }
            statement.executeUpdate();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.commit();
        connection.close();
    }
}
