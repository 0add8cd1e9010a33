package org.hhvmdeb.hhbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hhvmdeb.hhbc.RepoFixture.OTHER;
import static org.hhvmdeb.hhbc.RepoFixture.SCHEMA;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hhvmdeb.hhbc.format.Generation;
import org.hhvmdeb.hhbc.format.RepoFormat;
import org.hhvmdeb.hhbc.format.RepoTable;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.LocalProcesses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InspectRepoTest {

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("site.hhbc");
    }

    private RepoInspection inspect() throws Exception {
        return new InspectRepo().run(file());
    }

    @ParameterizedTest
    @EnumSource(RepoTables.class)
    void theGenerationShowsInTheColumns(RepoTables tables) throws Exception {
        try (RepoFixture repo = RepoFixture.at(file())) {
            repo.schema(SCHEMA, tables).fill(SCHEMA, tables, "index.php", "lib/a.php");
        }
        SchemaContent content = inspect().schemas().get(0);
        assertThat(content.generation().releases()).isEqualTo(tables.releases);
        assertThat(content.generation().digest())
                .isEqualTo(tables.sha1() ? Generation.Digest.SHA1 : Generation.Digest.MD5);
        assertThat(content.units()).isEqualTo(2);
        assertThat(content.paths()).isEqualTo(2);
        assertThat(content.genuine()).isTrue();
        assertThat(content.wholeProgram()).isFalse();
        assertThat(content.tables()).hasSize(tables.size());
    }

    @Test
    void allGenerationsInOneFileAreToldApart() throws Exception {
        try (RepoFixture repo = RepoFixture.at(file())) {
            for (RepoTables tables : RepoTables.values()) {
                repo.schema(tables.name(), tables).fill(tables.name(), tables, "index.php", tables + ".php");
            }
        }
        List<SchemaContent> schemas = inspect().schemas();
        assertThat(schemas).hasSameSizeAs(RepoTables.values()).allSatisfy(s -> {
            RepoTables tables = RepoTables.valueOf(s.schema().id());
            assertThat(s.generation().releases()).isEqualTo(tables.releases);
            assertThat(s.tables()).hasSize(tables.size());
            assertThat(s.units()).isEqualTo(2);
        });
    }

    @Test
    void twoGenerationsInOneFileAreKeptApart() throws Exception {
        try (RepoFixture repo = RepoFixture.at(file())) {
            repo.schema(SCHEMA, RepoTables.R3_7).files(SCHEMA, "a.php").wholeProgram(SCHEMA);
            repo.schema(OTHER, RepoTables.R4_16).files(OTHER, true, "a.php", "b.php");
        }
        List<SchemaContent> schemas = inspect().schemas();
        assertThat(schemas).extracting(s -> s.schema().id()).containsExactly(SCHEMA, OTHER);
        assertThat(schemas).extracting(s -> s.generation().releases()).containsExactly("3.7 to 3.13", "4.16 to 4.17");
        assertThat(schemas).extracting(SchemaContent::units).containsExactly(1L, 2L);
        assertThat(schemas).extracting(SchemaContent::wholeProgram).containsExactly(true, false);
    }

    @Test
    void aSchemaThatIsTheEndOfAnotherGetsNoTableOfIt() throws Exception {
        try (RepoFixture repo = RepoFixture.at(file())) {
            for (String schema : List.of("b", "a_b", "HHVM_2_2", "1509928332_512103253", "2")) {
                repo.schema(schema, RepoTables.R2_2).files(schema, "of-" + schema + ".php");
            }
            repo.sql("CREATE TABLE Novelty_a_b(x)", "CREATE TABLE Novelty_b(x)");
        }
        RepoInspection repo = inspect();
        assertThat(repo.schemas())
                .extracting(s -> s.schema().id())
                .containsExactly("1509928332_512103253", "2", "HHVM_2_2", "a_b", "b");
        assertThat(repo.schemas()).allSatisfy(s -> {
            assertThat(s.units()).isEqualTo(1);
            assertThat(s.tables()).allMatch(t -> t.name().equals(t.base() + "_" + s.schema()));
        });
        assertThat(repo.schemas().get(3).tables())
                .extracting(RepoTable::name)
                .contains("Novelty_a_b", "Unit_a_b")
                .doesNotContain("Unit_b", "Novelty_b");
        assertThat(repo.debris()).isEmpty();
        assertThat(repo.strangers()).isEmpty();
    }

    @Test
    void tablesWithoutMagicAreDebrisAndTablesOfOthersAreStrangers() throws Exception {
        try (RepoFixture repo = RepoFixture.at(file())) {
            repo.schema(SCHEMA, RepoTables.R3_14).files(SCHEMA, "a.php");
            repo.sql("CREATE TABLE Unit_" + OTHER + "(x)", "CREATE TABLE users(x)", "CREATE TABLE \"magic_a b\"(x)");
        }
        RepoInspection repo = inspect();
        assertThat(repo.schemas()).hasSize(1);
        assertThat(repo.debris()).containsOnlyKeys(OTHER).containsEntry(OTHER, List.of("Unit_" + OTHER));
        assertThat(repo.strangers()).containsExactly("magic_a b", "users");
    }

    @Test
    void hostileNamesAreNamesAndNothingElse() throws Exception {
        try (RepoFixture repo = RepoFixture.at(file())) {
            repo.schema(SCHEMA, RepoTables.R3_14).files(SCHEMA, "a.php");
            repo.sql(
                    "CREATE TABLE \"x\"\"; DROP TABLE Unit_" + SCHEMA + "; --_" + SCHEMA + "\"(\"y\"\"'\")",
                    "CREATE VIEW magic_evil AS SELECT load_extension('/tmp/evil.so') AS product");
        }
        RepoInspection repo = inspect();
        assertThat(repo.schemas()).hasSize(1);
        assertThat(repo.schemas().get(0).units()).isEqualTo(1);
        assertThat(repo.schemas().get(0).tables()).hasSize(13);
    }

    @Test
    void anotherProductIsNotGenuine() throws Exception {
        try (RepoFixture repo = RepoFixture.at(file())) {
            repo.schema(SCHEMA, RepoTables.R3_14).sql("UPDATE magic_" + SCHEMA + " SET product = 'Hip Hop'");
        }
        assertThat(inspect().schemas().get(0).genuine()).isFalse();
        assertThat(inspect().schemas().get(0).product()).isEqualTo("Hip Hop");
    }

    @Test
    void countsAreThoseOfTheSqliteProgram() throws Exception {
        try (RepoFixture repo = RepoFixture.at(file())) {
            repo.schema(SCHEMA, RepoTables.R4_51).files(SCHEMA, true, "a.php", "b.php", "c.php");
            repo.sql("CREATE TABLE filler(x)", "INSERT INTO filler VALUES (zeroblob(100000))", "DROP TABLE filler");
        }
        RepoInspection repo = inspect();
        for (RepoTable table : repo.schemas().get(0).tables()) {
            assertThat(sqlite3("SELECT count(*) FROM " + table.name())).isEqualTo(String.valueOf(table.rows()));
        }
        long pageSize = Long.parseLong(sqlite3("PRAGMA page_size"));
        assertThat(repo.freeBytes())
                .isPositive()
                .isEqualTo(pageSize * Long.parseLong(sqlite3("PRAGMA freelist_count")));
        assertThat(repo.damage()).isEmpty();
    }

    @Test
    void readingLeavesNoTrace() throws Exception {
        RepoFixture.compiled(file(), SCHEMA, "a.php");
        Sha256 before = Sha256.of(file());
        inspect();
        assertThat(Sha256.of(file())).isEqualTo(before);
        assertThat(FileTree.list(directory)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b.hhbc", "100%.hhbc", "what?mode=rwc.hhbc", "a#b.hhbc", "%{schema}.hhbc", "schön.hhbc"})
    void theNameOfTheFileDoesNotMatter(String name) throws Exception {
        Path plain = RepoFixture.compiled(file(), SCHEMA, "a.php");
        Path odd = Files.move(plain, directory.resolve(name));
        assertThat(new InspectRepo().run(odd).schemas()).hasSize(1);
    }

    @Test
    void aFileInWriteAheadModeCanBeReadWhereNothingCanBeWritten() throws Exception {
        RepoFixture.compiled(file(), SCHEMA, "a.php");
        sqlite3("PRAGMA journal_mode = WAL");
        assertThat(inspect().schemas()).hasSize(1);
        assertThat(FileTree.list(directory)).hasSize(1);
    }

    @Test
    void aHotJournalIsNeverReadOver() throws Exception {
        Path busy = directory.resolve("busy.hhbc");
        try (RepoFixture repo = RepoFixture.at(busy)) {
            repo.schema(SCHEMA, RepoTables.R3_14).sql("PRAGMA cache_size = 2", "BEGIN");
            for (int i = 0; i < 200; i++) {
                repo.files(SCHEMA, "some/long/enough/path/number/" + i + ".php");
            }
            Files.copy(busy, file());
            Files.copy(directory.resolve("busy.hhbc-journal"), directory.resolve("site.hhbc-journal"));
            repo.sql("ROLLBACK");
        }
        assertThatThrownBy(this::inspect)
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("site.hhbc-journal", "never delete the journal", "sqlite3");
        assertThat(directory.resolve("site.hhbc-journal")).exists();
    }

    @Test
    void aDamagedPageIsReported() throws Exception {
        try (RepoFixture repo = RepoFixture.at(file())) {
            repo.schema(SCHEMA, RepoTables.R3_14).sql("BEGIN");
            for (int i = 0; i < 500; i++) {
                repo.files(SCHEMA, "path/" + i + ".php");
            }
            repo.sql("COMMIT");
        }
        int page = Integer.parseInt(
                sqlite3("SELECT rootpage FROM sqlite_master WHERE type = 'index' AND tbl_name LIKE 'FileMd5%'"));
        try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
            bytes.seek((page - 1) * 4096L + 8);
            bytes.write(new byte[64]);
        }
        assertThat(inspect().damage()).isNotEmpty();
    }

    @Test
    void aTruncatedFileIsDamaged() throws Exception {
        RepoFixture.compiled(file(), SCHEMA, "a.php");
        try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
            bytes.setLength(150);
        }
        assertThatThrownBy(this::inspect).isInstanceOf(InputException.class).hasMessageContaining("is damaged");
    }

    @Test
    void aLockedFileIsSaidToBeLocked() throws Exception {
        RepoFixture.compiled(file(), SCHEMA, "a.php");
        try (RepoFixture other = RepoFixture.at(file())) {
            other.sql("PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE");
            assertThatThrownBy(this::inspect)
                    .isInstanceOf(ExternalException.class)
                    .hasMessageContainingAll("locked by another program", "site.hhbc");
        }
    }

    @Test
    void aBlobTellsItsSchema() throws Exception {
        Files.write(file(), RepoFixture.blob(SCHEMA));
        RepoInspection repo = inspect();
        assertThat(repo.format()).isEqualTo(RepoFormat.BLOB);
        assertThat(repo.schemas()).hasSize(1);
        assertThat(repo.schemas().get(0).schema().id()).isEqualTo(SCHEMA);
        assertThat(repo.schemas().get(0).wholeProgram()).isTrue();
    }

    @Test
    void aBlobThatIsCutOffOrOfTomorrowIsRefused() throws Exception {
        Files.write(file(), java.util.Arrays.copyOf(RepoFixture.blob(SCHEMA), 20));
        assertThatThrownBy(this::inspect).isInstanceOf(InputException.class);
        Files.write(file(), java.util.Arrays.copyOf(RepoFixture.blob(SCHEMA), 5));
        assertThatThrownBy(this::inspect)
                .isInstanceOf(InputException.class)
                .hasMessageContaining("ends within its header");
        byte[] tomorrow = RepoFixture.blob(SCHEMA);
        tomorrow[5] = 2;
        Files.write(file(), tomorrow);
        assertThatThrownBy(this::inspect).isInstanceOf(InputException.class).hasMessageContaining("version 2");
    }

    @Test
    void whatIsNoRepositoryIsCalledByItsName() throws Exception {
        Files.writeString(file(), "HHVM....a profile", StandardCharsets.US_ASCII);
        assertThatThrownBy(this::inspect).isInstanceOf(InputException.class).hasMessageContaining("JIT profile dump");
        Files.write(file(), new byte[] {0x7f, 'E', 'L', 'F', 2});
        assertThatThrownBy(this::inspect).isInstanceOf(InputException.class).hasMessageContaining("an ELF file");
        Files.write(file(), new byte[0]);
        assertThatThrownBy(this::inspect).isInstanceOf(InputException.class).hasMessageContaining("is empty");
        Files.delete(file());
        assertThatThrownBy(this::inspect).isInstanceOf(InputException.class).hasMessageContaining("there is no");
    }

    private String sqlite3(String sql) throws Exception {
        return new LocalProcesses()
                .run(Command.of("sqlite3", file().toString(), sql))
                .orFail()
                .output()
                .strip();
    }
}
