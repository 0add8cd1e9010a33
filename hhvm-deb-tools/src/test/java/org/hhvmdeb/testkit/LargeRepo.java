package org.hhvmdeb.testkit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.sqlite.SQLiteConfig;

/**
 * Repositories of a site of many files before and after a deploy, as a parallel compile leaves them: each in an order of its own.
 * A file is some 12 KiB; a changed one keeps most of its rows, and its bytecode changes in the middle.
 */
public final class LargeRepo {

    private static final String SCHEMA = RepoFixture.SCHEMA;
    private static final RepoTables TABLES = RepoTables.R3_14;

    private final Connection connection;

    private LargeRepo(Connection connection) {
        this.connection = connection;
    }

    /**
     * Writes {@code old.hhbc} and {@code new.hhbc}.
     *
     * @param arguments the directory, the number of files, and how many of 1000 the deploy changes; a tenth of these are added,
     *     as many removed
     */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        int files = Integer.parseInt(arguments[1]);
        int perMille = Integer.parseInt(arguments[2]);
        List<Integer> all = new ArrayList<>();
        for (int file = 0; file < files; file++) {
            all.add(file);
        }
        write(directory.resolve("old.hhbc"), all, List.of(), 1);
        List<Integer> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(7));
        int changed = files * perMille / 1000;
        List<Integer> after = new ArrayList<>(all);
        after.removeAll(shuffled.subList(changed, changed + changed / 10));
        for (int added = 0; added < changed / 10; added++) {
            after.add(files + added);
        }
        write(directory.resolve("new.hhbc"), after, shuffled.subList(0, changed), 2);
    }

    /**
     * Writes one.
     *
     * @param files by number
     * @param changed those of a later version
     * @param order decides in which order the compiler's threads finish
     */
    public static void write(Path file, List<Integer> files, List<Integer> changed, long order) throws Exception {
        try (RepoFixture fixture = RepoFixture.at(file)) {
            fixture.schema(SCHEMA, TABLES);
        }
        List<Integer> finished = new ArrayList<>(files);
        Collections.shuffle(finished, new Random(order));
        var later = new java.util.HashSet<>(changed);
        SQLiteConfig config = new SQLiteConfig();
        config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        config.setJournalMode(SQLiteConfig.JournalMode.OFF);
        try (Connection connection = config.createConnection("jdbc:sqlite:" + file)) {
            connection.setAutoCommit(false);
            LargeRepo repo = new LargeRepo(connection);
            long unit = 0;
            for (int number : finished) {
                repo.unit(++unit, number, later.contains(number));
            }
            connection.commit();
        }
    }

    private void unit(long unit, int file, boolean changed) throws Exception {
        Random random = new Random(file);
        String path = "d" + file % 97 + "/e" + file % 13 + "/file" + file + ".php";
        byte[] hash = MessageDigest.getInstance("MD5")
                .digest((path + (changed ? " changed" : "")).getBytes(StandardCharsets.UTF_8));
        insert("FileMd5", path.getBytes(StandardCharsets.UTF_8), hash);
        byte[] code = bytes(random, 2000 + random.nextInt(4000));
        insert("Unit", unit, hash, 0, changed ? edited(code) : code, bytes(random, 300 + random.nextInt(1200)));
        byte[] lines = bytes(random, 200 + random.nextInt(500));
        insert("UnitLineTable", unit, changed ? edited(lines) : lines);
        int strings = 4 + random.nextInt(12);
        for (int n = 0; n < strings; n++) {
            insert("UnitLitstr", unit, n, "literal " + random.nextInt(5000) + " of " + n);
        }
        if (changed && file % 2 == 0) {
            insert("UnitLitstr", unit, strings, "a new literal");
        }
        for (int n = 0; n < 2; n++) {
            insert("UnitArray", unit, n, bytes(random, 60 + random.nextInt(200)));
        }
        insert("PreClass", unit, 0, "Class" + file, 1, bytes(random, 300 + random.nextInt(900)));
        int functions = 3 + random.nextInt(10);
        for (int n = 0; n < functions; n++) {
            byte[] extra = bytes(random, 100 + random.nextInt(500));
            insert("Func", unit, n, 0, "function" + n, n == 0 ? 1 : 0, changed && n == 1 ? edited(extra) : extra);
            insert("UnitMergeables", unit, n, 1, n, new byte[0]);
        }
    }

    private static byte[] edited(byte[] content) {
        byte[] edited = new byte[content.length + 20];
        int middle = content.length / 2;
        System.arraycopy(content, 0, edited, 0, middle);
        System.arraycopy(content, middle, edited, middle + 20, content.length - middle);
        return edited;
    }

    /** Few different bytes, so that it can be compressed to about half, as bytecode can. */
    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        for (int n = 0; n < length; n++) {
            bytes[n] = (byte) (random.nextInt(16) * random.nextInt(4));
        }
        return bytes;
    }

    private final java.util.Map<String, PreparedStatement> statements = new java.util.HashMap<>();

    private void insert(String base, Object... values) throws SQLException {
        PreparedStatement statement = statements.get(base);
        if (statement == null) {
            String marks = "?" + ", ?".repeat(values.length - 1);
            statement = connection.prepareStatement("INSERT INTO " + base + "_" + SCHEMA + " VALUES ("
                    + (base.equals("FileMd5") ? "CAST(? AS TEXT), ?" : marks) + ")");
            statements.put(base, statement);
        }
        for (int n = 0; n < values.length; n++) {
            statement.setObject(n + 1, values[n]);
        }
        statement.executeUpdate();
    }
}
