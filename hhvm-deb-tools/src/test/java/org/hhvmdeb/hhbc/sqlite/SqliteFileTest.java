package org.hhvmdeb.hhbc.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RepoFixture;
import org.hhvmdeb.testkit.RepoTables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our reading of a file beside that of the sqlite3 program; {@code -Dgolden.damage.rounds=N} makes it a long run. */
class SqliteFileTest {

    private static final int ROUNDS = Integer.getInteger("golden.damage.rounds", 6);
    private static final RowVisitor NOBODY = row -> {};

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("site.hhbc");
    }

    @ParameterizedTest
    @CsvSource({"512, 0", "1024, 0", "4096, 0", "65536, 0", "512, 1", "1024, 1", "4096, 2"})
    void everyTreeHasThePagesThatSqliteSays(int pageSize, int autoVacuum) throws Exception {
        generate(pageSize, autoVacuum, 7);
        Map<String, Long> ours = new TreeMap<>();
        try (SqliteFile sqlite = SqliteFile.open(file())) {
            ours.put("sqlite_schema", sqlite.catalog().bytes());
            for (Table table : sqlite.tables()) {
                List<Extent> extents = sqlite.read(table, NOBODY);
                ours.put(table.name(), extents.get(0).bytes());
                for (int i = 0; i < table.indexes().size(); i++) {
                    ours.put(table.indexes().get(i).name(), extents.get(i + 1).bytes());
                }
                assertThat(sqlite3("SELECT count(*) FROM \"" + table.name() + '"'))
                        .isEqualTo(extents.get(0).entries() + "");
            }
            sqlite.finish();
            assertThat(sqlite.corruption()).isEmpty();
            assertThat(sqlite.pageSize()).isEqualTo(pageSize);
            assertThat(sqlite.freePages()).isEqualTo(Long.parseLong(sqlite3("PRAGMA freelist_count")));
            assertThat(sqlite.pages()).isEqualTo(Integer.parseInt(sqlite3("PRAGMA page_count")));
        }
        Map<String, Long> theirs = new TreeMap<>();
        sqlite3("SELECT name || '|' || sum(pgsize) FROM dbstat GROUP BY name")
                .lines()
                .map(l -> l.split("\\|", -1))
                .forEach(l -> theirs.put(l[0], Long.parseLong(l[1])));
        assertThat(ours).isEqualTo(theirs);
    }

    @Test
    void everyValueIsReadAsSqliteReadsIt() throws Exception {
        try (RepoFixture repo = RepoFixture.at(file())) {
            repo.sql(
                    "PRAGMA page_size = 512",
                    "CREATE TABLE v(a, b TEXT, c BLOB)",
                    "INSERT INTO v VALUES (0, 'x', x''), (1, '', x'00ff'), (-1, NULL, NULL), (127, 'ä', x'01'),"
                            + " (-129, 'b', x'02'), (40000, 'c', x'03'), (9000000, 'd', x'04'),"
                            + " (-2147483649, 'e', x'05'), (9223372036854775807, 'f', x'06'), (1.5, 'g', x'07')",
                    "INSERT INTO v VALUES (5, CAST(zeroblob(70000) AS TEXT), x'abcd')");
        }
        List<String> seen = new ArrayList<>();
        visit(
                "v",
                row -> seen.add((row.isInteger(0) ? row.integer(0) : "-") + "|" + hex(row.bytes(1, 8)) + "|"
                        + row.length(1) + "|" + hex(row.bytes(2, 100))));
        assertThat(String.join("\n", seen))
                .isEqualTo(sqlite3("SELECT CASE typeof(a) WHEN 'integer' THEN a ELSE '-' END || '|' ||"
                        + " lower(hex(substr(CAST(b AS BLOB), 1, 8))) || '|' ||"
                        + " coalesce(length(CAST(b AS BLOB)), 0) || '|' || lower(hex(c)) FROM v"));
    }

    private static String hex(byte[] bytes) {
        StringBuilder hex = new StringBuilder();
        for (byte b : bytes) {
            hex.append(String.format("%02x", b));
        }
        return hex.toString();
    }

    private void visit(String name, RowVisitor visitor) throws Exception {
        try (SqliteFile sqlite = SqliteFile.open(file())) {
            for (Table table : sqlite.tables()) {
                sqlite.read(table, table.name().equals(name) ? visitor : NOBODY);
            }
            sqlite.finish();
            assertThat(sqlite.corruption()).isEmpty();
        }
    }

    /** SQLite finds out about damage while it works; we look before. So ours may be stricter, but never milder. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatSqliteCallsDamagedIsDamaged(long seed) throws Exception {
        Random random = new Random(seed);
        generate(seed % 2 == 0 ? 1024 : 4096, seed == 4 ? 1 : 0, seed);
        byte[] sound = Files.readAllBytes(file());
        int agreed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = spoil(sound, random);
            Files.write(file(), damaged);
            Completed check =
                    Programs.untethered().run(Command.of("sqlite3", file().toString(), "PRAGMA integrity_check"));
            boolean theirs = !check.succeeded() || !check.output().strip().equals("ok");
            List<String> ours = corruption();
            if (theirs) {
                assertThat(ours)
                        .as("round %d of seed %d: sqlite3 says %s", round, seed, check)
                        .isNotEmpty();
                agreed++;
            }
        }
        assertThat(agreed).isGreaterThan(ROUNDS / 6);
    }

    private static byte[] spoil(byte[] sound, Random random) {
        byte[] damaged = sound.clone();
        switch (random.nextInt(4)) {
            case 0 -> {
                return Arrays.copyOf(damaged, 100 + random.nextInt(damaged.length - 100));
            }
            case 1 -> damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            case 2 -> {
                int page = random.nextInt(damaged.length / 1024) * 1024;
                damaged[page + random.nextInt(16)] ^= (byte) (1 + random.nextInt(255));
            }
            default -> {
                int from = random.nextInt(damaged.length - 64);
                Arrays.fill(damaged, from, from + 1 + random.nextInt(63), (byte) 0);
            }
        }
        return damaged;
    }

    private List<String> corruption() throws IOException {
        try (SqliteFile sqlite = SqliteFile.open(file())) {
            for (Table table : sqlite.tables()) {
                sqlite.read(table, NOBODY);
            }
            sqlite.finish();
            return sqlite.corruption();
        } catch (InputException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    @Test
    void aSoundFileWithAllThatSqliteCanDoIsSound() throws Exception {
        try (RepoFixture repo = RepoFixture.at(file())) {
            repo.sql(
                    "CREATE TABLE \"a \"\"b\" (x TEXT COLLATE NOCASE UNIQUE, y REAL UNIQUE, [z z] DEFAULT (1 + 2),"
                            + " CHECK (y > 0), CONSTRAINT u UNIQUE (x, y))",
                    "INSERT INTO \"a \"\"b\" VALUES ('b', 1, 2), ('A', 2.5, 3), ('C', 3, NULL), (NULL, 9, 9)",
                    "CREATE INDEX i1 ON \"a \"\"b\" (y DESC)",
                    "CREATE INDEX i2 ON \"a \"\"b\" (x) WHERE y > 2",
                    "CREATE INDEX i3 ON \"a \"\"b\" (y + 1)",
                    "CREATE TABLE w(k TEXT PRIMARY KEY, v) WITHOUT ROWID",
                    "INSERT INTO w VALUES ('z', 1), ('a', 2)",
                    "CREATE INDEX w1 ON w(v)",
                    "CREATE TABLE late(a INTEGER PRIMARY KEY, b)",
                    "INSERT INTO late VALUES (NULL, 1), (NULL, 2)",
                    "ALTER TABLE late ADD COLUMN c DEFAULT 7",
                    "CREATE INDEX late_c ON late(c)",
                    "CREATE TABLE seq(a INTEGER PRIMARY KEY AUTOINCREMENT)",
                    "INSERT INTO seq VALUES (NULL)",
                    "CREATE VIEW v AS SELECT * FROM w",
                    "CREATE TABLE r(a REAL, b NUMERIC, c INTEGER, UNIQUE(a), UNIQUE(b), UNIQUE(c, a))",
                    "INSERT INTO r VALUES (1, 2.0, 3.5), (1e300, '7', 9), (-0.5, 1e10, -1)",
                    "ANALYZE");
        }
        assertThat(sqlite3("PRAGMA integrity_check")).isEqualTo("ok");
        assertThat(corruption()).isEmpty();
    }

    @Test
    void whatIsNoDatabaseIsRefused() throws Exception {
        Files.write(file(), Arrays.copyOf("SQLite format 3\0".getBytes(StandardCharsets.US_ASCII), 40));
        assertThatThrownBy(() -> SqliteFile.open(file())).isInstanceOf(InputException.class);
        Files.write(file(), Arrays.copyOf("SQLite format 3\0".getBytes(StandardCharsets.US_ASCII), 4096));
        assertThatThrownBy(() -> SqliteFile.open(file()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("page size");
    }

    /** Three generations with holes in them, long rows, and something dropped. */
    private void generate(int pageSize, int autoVacuum, long seed) throws Exception {
        Random random = new Random(seed);
        try (RepoFixture repo = RepoFixture.at(file())) {
            repo.sql("PRAGMA page_size = " + pageSize, "PRAGMA auto_vacuum = " + autoVacuum, "BEGIN");
            for (RepoTables tables : List.of(RepoTables.R3_14, RepoTables.R4_51, RepoTables.R2_2)) {
                repo.schema(tables.name(), tables);
                for (int i = 0; i < 40; i++) {
                    repo.path(tables.name(), tables, "some/path/to/" + i + "x".repeat(random.nextInt(700)), "" + i);
                    repo.unit(tables.name(), tables, "" + i, random.nextInt(5000));
                }
                repo.sql(
                        "DELETE FROM Unit_" + tables + " WHERE unitSn % 3 = 0",
                        "DELETE FROM Func_" + tables + " WHERE unitSn BETWEEN 5 AND 30");
            }
            repo.sql("COMMIT", "DROP TABLE UnitLitstr_R2_2");
        }
    }

    private String sqlite3(String sql) throws Exception {
        return Programs.untethered()
                .run(Command.of("sqlite3", file().toString(), sql))
                .orFail()
                .output()
                .strip();
    }
}
