package org.hhvmdeb.testkit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sqlite.SQLiteConfig;

/** The rows of a repository as SQLite prints them, sorted, with the hash of the unit in place of its number. */
public final class RepoRows {

    private RepoRows() {}

    /** One line for each row of each table, and one for each table and index. */
    public static List<String> of(Path file) throws SQLException {
        try (Connection connection = new SQLiteConfig().createConnection("jdbc:sqlite:" + file)) {
            List<String> lines = strings(
                    connection, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*'");
            for (String table : strings(connection, "SELECT name FROM sqlite_master WHERE type = 'table'")) {
                List<String> columns = strings(connection, "SELECT name FROM pragma_table_info('" + table + "')");
                String unit = "Unit_" + table.substring(table.indexOf('_') + 1);
                String shown = columns.stream()
                        .map(c -> c.equals("unitSn") ? unitHash(connection, table, unit) : "quote(t.\"" + c + "\")")
                        .collect(Collectors.joining(" || ', ' || "));
                lines.addAll(strings(connection, "SELECT '" + table + ": ' || " + shown + " FROM \"" + table + "\" t"));
            }
            Collections.sort(lines);
            return lines;
        }
    }

    /** The number of the unit behind each path; of several versions that of the newest. */
    public static Map<String, Long> numbers(Path file, String schema) throws SQLException {
        Map<String, Long> numbers = new TreeMap<>();
        try (Connection connection = new SQLiteConfig().createConnection("jdbc:sqlite:" + file)) {
            String hash = hash(connection, schema);
            for (String line : strings(
                    connection,
                    "SELECT max(u.unitSn) || ' ' || f.path FROM " + paths(connection, schema) + " f JOIN Unit_" + schema
                            + " u USING (" + hash + ") GROUP BY f.path")) {
                int at = line.indexOf(' ');
                numbers.put(line.substring(at + 1), Long.valueOf(line.substring(0, at)));
            }
        }
        return numbers;
    }

    /** What HHVM finds for a path. */
    public static String newest(Path file, String schema, String path) throws SQLException {
        List<String> versions = versions(file, schema).stream()
                .filter(v -> v.startsWith(path + " "))
                .toList();
        return versions.get(versions.size() - 1);
    }

    /** The hashes of each path in the order HHVM ranks them. */
    public static List<String> versions(Path file, String schema) throws SQLException {
        try (Connection connection = new SQLiteConfig().createConnection("jdbc:sqlite:" + file)) {
            String hash = hash(connection, schema);
            return strings(
                    connection,
                    "SELECT f.path || ' ' || hex(f." + hash + ") FROM " + paths(connection, schema) + " f JOIN Unit_"
                            + schema + " u USING (" + hash + ") ORDER BY f.path, u.unitSn");
        }
    }

    private static String hash(Connection connection, String schema) throws SQLException {
        return paths(connection, schema).startsWith("FileSha1") ? "sha1" : "md5";
    }

    private static String paths(Connection connection, String schema) throws SQLException {
        return strings(
                        connection,
                        "SELECT name FROM sqlite_master WHERE type = 'table' AND name IN ('FileSha1_" + schema
                                + "', 'FileMd5_" + schema + "')")
                .get(0);
    }

    private static String unitHash(Connection connection, String table, String unit) {
        try {
            String hash = strings(
                            connection,
                            "SELECT name FROM pragma_table_info('" + unit + "') WHERE name IN ('md5', 'sha1')")
                    .get(0);
            return "coalesce((SELECT hex(u." + hash + ") FROM \"" + unit + "\" u WHERE u.unitSn = t.unitSn), 'none')";
        } catch (SQLException e) {
            throw new IllegalStateException(table, e);
        }
    }

    private static List<String> strings(Connection connection, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
