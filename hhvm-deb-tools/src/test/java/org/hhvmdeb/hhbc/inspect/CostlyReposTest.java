package org.hhvmdeb.hhbc.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.hhvmdeb.testkit.RepoFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of a few megabytes that are made to cost hours: something in them is multiplied with something else. Each is read in
 * seconds; the minutes are for a machine that has other things to do, and for telling a pass from none.
 */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CostlyReposTest {

    /** With each of 100,000 indexes or names: hours. */
    private static final int ROWS = 200_000;

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void aSoundRepository() throws Exception {
        file = RepoFixture.compiled(directory.resolve("site.hhbc"), SCHEMA, "a.php");
    }

    private void write(String... statements) throws Exception {
        try (RepoFixture repo = RepoFixture.at(file)) {
            repo.sql("PRAGMA writable_schema = ON").sql(statements);
        }
    }

    private static String numbers(int most) {
        return "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + most + ") ";
    }

    private static String listed(String type, String name, String table, String root, String sql) {
        return "INSERT INTO sqlite_schema " + numbers(100_000) + "SELECT '" + type + "', " + name + ", " + table + ", "
                + root + ", " + sql + " FROM n";
    }

    private RepoInspection inspect() throws Exception {
        return new InspectRepo().run(file);
    }

    @Test
    void aRowIsNotHeldAgainstIndexesWithoutNumber() throws Exception {
        write(
                "CREATE TABLE many(a)",
                "CREATE INDEX one ON many(a)",
                "INSERT INTO many " + numbers(ROWS) + "SELECT i FROM n",
                listed(
                        "index",
                        "'i' || i",
                        "'many'",
                        "(SELECT rootpage FROM sqlite_schema WHERE name = 'one')",
                        "'CREATE INDEX i' || i || ' ON many(a)'"));
        assertThat(inspect().corruption())
                .contains(
                        "table many has 100001 indexes; no more than 64 columns of a table can be indexed, so none of them"
                                + " was held against its rows");
    }

    @Test
    void norAgainstOneThatNamesAColumnWithoutEnd() throws Exception {
        write(
                "CREATE TABLE many(a)",
                "CREATE INDEX one ON many(a)",
                "INSERT INTO many " + numbers(ROWS) + "SELECT zeroblob(8) FROM n",
                "UPDATE sqlite_schema SET sql = 'CREATE INDEX one ON many(a" + ", a".repeat(100_000)
                        + ")' WHERE name = 'one'");
        assertThat(inspect().schemas()).hasSize(1);
    }

    @Test
    void tablesOfOneNameShareNoIndexes() throws Exception {
        write(
                "CREATE TABLE many(a)",
                "CREATE INDEX one ON many(a)",
                listed("index", "'i' || i", "'many'", "2", "'CREATE INDEX i' || i || ' ON many(a)'"),
                listed("table", "'many'", "'many'", "2", "'CREATE TABLE many(a)'"));
        assertThat(inspect().corruption()).contains("the schema has several tables named many");
    }

    @Test
    void aTextThatNamesManyColumnsManyTimesIsReadOnce() throws Exception {
        String columns = IntStream.range(0, 8_000).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
        String last = ",c7999".repeat(2_000);
        write("INSERT INTO sqlite_schema " + numbers(300)
                + "SELECT 'table', 't' || i, 't' || i, 2, 'CREATE TABLE t' || i || '(" + columns
                + ", UNIQUE (c7999" + last + "), CHECK (' || i || '))' FROM n");
        assertThat(inspect().corruption()).isNotEmpty();
    }

    /** Keys that a table of hashes without a seed would put into one slot. */
    @Test
    void unitsWithForeseenNumbersAreFoundAsFastAsOthers() throws Exception {
        BigInteger all = BigInteger.ONE.shiftLeft(64);
        long inverse = new BigInteger("9e3779b97f4a7c15", 16).modInverse(all).longValue();
        long chunk = 10_000;
        String[] statements = IntStream.range(0, 10)
                .mapToObj(c -> LongStream.range(c * chunk, c * chunk + chunk)
                        .map(i -> inverse * ((i + 2) * 0x1_0000_0001L))
                        .mapToObj(k -> "(" + k + ", x'" + String.format("%016x", k) + "')")
                        .collect(Collectors.joining(",", "INSERT INTO Unit_" + SCHEMA + " (unitSn, md5) VALUES ", "")))
                .toArray(String[]::new);
        write(statements);
        RepoInspection inspection = inspect();
        assertThat(inspection.schemas().get(0).units()).isEqualTo(100_001);
        assertThat(inspection.corruption()).isEmpty();
    }
}
