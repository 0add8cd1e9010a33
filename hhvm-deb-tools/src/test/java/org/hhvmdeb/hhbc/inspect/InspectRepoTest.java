package org.hhvmdeb.hhbc.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hhvmdeb.testkit.RepoFixture.OTHER;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.io.RandomAccessFile;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.hhbc.format.BlobLayout;
import org.hhvmdeb.hhbc.format.Generation;
import org.hhvmdeb.hhbc.format.RepoTable;
import org.hhvmdeb.hhbc.sqlite.FileState;
import org.hhvmdeb.hhbc.survey.DirectorySize;
import org.hhvmdeb.hhbc.survey.UnitSize;
import org.hhvmdeb.hhbc.survey.UnitStatistics;
import org.hhvmdeb.hhvm.RepoFormat;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RepoFixture;
import org.hhvmdeb.testkit.RepoTables;
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
    void whatHangsOnNothingIsCounted() throws Exception {
        RepoTables tables = RepoTables.R4_16;
        try (RepoFixture repo = RepoFixture.at(file())) {
            repo.schema(SCHEMA, tables).fill(SCHEMA, tables, "a.php", "b.php", "/:systemlib.php");
            repo.path(SCHEMA, tables, "copy-of-a.php", "a.php").path(SCHEMA, tables, "b.php", "other");
            repo.unit(SCHEMA, tables, "other", 20_000);
            repo.unit(SCHEMA, tables, "forgotten", 10);
            repo.path(SCHEMA, tables, "never-written.php", "nothing");
            repo.sql("INSERT INTO Func_" + SCHEMA + " (unitSn, funcSn) VALUES (99, 1), (99, 2)");
            repo.fill(SCHEMA, tables, "/srv/a.php(3)(1f) : eval()'d code");
        }
        SchemaContent content = inspect().schemas().get(0);
        UnitStatistics statistics = content.statistics();
        assertThat(statistics.references().pathsWithoutUnit()).isEqualTo(1);
        assertThat(statistics.references().unitsWithoutPath()).isEqualTo(1);
        assertThat(statistics.references().rowsWithoutUnit()).isEqualTo(2);
        assertThat(statistics.references().pathsInVersions()).isEqualTo(1);
        assertThat(statistics.references().sharedUnits()).isEqualTo(1);
        assertThat(statistics.systemlib().units()).isEqualTo(1);
        assertThat(statistics.evaluated().units()).isEqualTo(1);
        assertThat(statistics.units().units()).isEqualTo(content.units()).isEqualTo(6);
        assertThat(content.classes()).isEqualTo(12);
        assertThat(content.functions()).isEqualTo(14);
        assertThat(statistics.largestUnits().get(0).path()).contains("b.php");
        assertThat(statistics.largestUnits().get(0).bytes()).isBetween(200_000L, 400_000L);
        assertThat(statistics.largestUnits()).extracting(UnitSize::path).contains(Optional.empty());
        assertThat(statistics.tree().bytes())
                .isLessThan(statistics.units().bytes())
                .isLessThan(content.bytes());
    }

    @Test
    void directoriesAddUpAndPassagesAreLeftOut() throws Exception {
        RepoTables tables = RepoTables.R3_14;
        try (RepoFixture repo = RepoFixture.at(file())) {
            repo.schema(SCHEMA, tables)
                    .fill(SCHEMA, tables, "/srv/www/a/1.php", "/srv/www/a/2.php", "/srv/www/b/1.php");
            repo.fill(SCHEMA, tables, "/srv/www/x\ny/\"<b>.php");
            repo.path(SCHEMA, tables, new byte[] {'/', 's', 'r', 'v', '/', 'w', 'w', 'w', '/', (byte) 0xe9}, "latin");
            repo.unit(SCHEMA, tables, "latin", 1);
        }
        UnitStatistics statistics = inspect().schemas().get(0).statistics();
        assertThat(statistics.largestDirectories())
                .extracting(DirectorySize::path)
                .containsExactly("/srv/www", "/srv/www/a", "/srv/www/b", "/srv/www/x\ny");
        assertThat(statistics.largestDirectories().get(0).bytes())
                .isEqualTo(statistics.units().bytes());
        assertThat(statistics.largestDirectories().get(0).files()).isEqualTo(5);
        assertThat(statistics.largestUnits())
                .extracting(u -> u.path().orElse(""))
                .contains("/srv/www/\\xe9", "/srv/www/x\ny/\"<b>.php");
        assertThat(new InspectRepo()
                        .run(new InspectRequest(file(), 1), Progress.silent())
                        .schemas()
                        .get(0)
                        .statistics()
                        .largestUnits())
                .hasSize(1);
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
        for (RepoTable table : repo.schemas().get(0).tables()) {
            assertThat(sqlite3("SELECT sum(pgsize) FROM dbstat WHERE name IN (SELECT name FROM sqlite_schema"
                            + " WHERE tbl_name = '" + table.name() + "')"))
                    .isEqualTo(String.valueOf(table.bytes()));
        }
        assertThat(repo.schemas().get(0).bytes()
                        + repo.freeBytes()
                        + repo.storage().catalogBytes())
                .isEqualTo(repo.size());
        long pageSize = Long.parseLong(sqlite3("PRAGMA page_size"));
        assertThat(repo.freeBytes())
                .isPositive()
                .isEqualTo(pageSize * Long.parseLong(sqlite3("PRAGMA freelist_count")));
        assertThat(repo.corruption()).isEmpty();
    }

    @Test
    void readingLeavesNoTrace() throws Exception {
        RepoFixture.compiled(file(), SCHEMA, "a.php");
        Sha256 before = Sha256.of(file());
        FileTime changed = Files.getLastModifiedTime(file());
        FileTime directoryChanged = Files.getLastModifiedTime(directory);
        inspect();
        assertThat(Sha256.of(file())).isEqualTo(before);
        assertThat(Files.getLastModifiedTime(file())).isEqualTo(changed);
        assertThat(Files.getLastModifiedTime(directory)).isEqualTo(directoryChanged);
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
    void aHotJournalIsReportedAndNotRolledBack() throws Exception {
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
        Sha256 before = Sha256.of(file());
        Sha256 journal = Sha256.of(directory.resolve("site.hhbc-journal"));
        RepoInspection repo = inspect();
        assertThat(repo.state()).isEqualTo(FileState.HOT_JOURNAL);
        assertThat(repo.state().toString()).contains("Never delete the journal");
        assertThat(repo.schemas()).hasSize(1);
        assertThat(Sha256.of(file())).isEqualTo(before);
        assertThat(Sha256.of(directory.resolve("site.hhbc-journal"))).isEqualTo(journal);
        assertThat(new InspectRepo().run(busy).state()).isEqualTo(FileState.SETTLED);
    }

    @Test
    void anEndedJournalIsNone() throws Exception {
        RepoFixture.compiled(file(), SCHEMA, "a.php");
        Files.write(directory.resolve("site.hhbc-journal"), new byte[512]);
        assertThat(inspect().state()).isEqualTo(FileState.SETTLED);
    }

    @Test
    void aWriteAheadLogIsReported() throws Exception {
        Path other = RepoFixture.compiled(directory.resolve("other.hhbc"), SCHEMA, "a.php");
        try (RepoFixture repo = RepoFixture.at(other)) {
            repo.sql("PRAGMA journal_mode = WAL", "CREATE TABLE t(x)");
            Files.copy(other, file());
            Files.copy(directory.resolve("other.hhbc-wal"), directory.resolve("site.hhbc-wal"));
        }
        assertThat(inspect().state()).isEqualTo(FileState.WRITE_AHEAD_LOG);
        assertThat(directory.resolve("site.hhbc-shm")).doesNotExist();
    }

    @Test
    void aLinkIsFollowedToTheJournal() throws Exception {
        RepoFixture.compiled(file(), SCHEMA, "a.php");
        byte[] magic = {(byte) 0xd9, (byte) 0xd5, 5, (byte) 0xf9, 0x20, (byte) 0xa1, 0x63, (byte) 0xd7, 0, 0, 0, 1};
        Files.write(directory.resolve("site.hhbc-journal"), magic);
        Path link = Files.createSymbolicLink(directory.resolve("link.hhbc"), Path.of("site.hhbc"));
        assertThat(new InspectRepo().run(link).state()).isEqualTo(FileState.HOT_JOURNAL);
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
        assertThat(inspect().corruption()).isNotEmpty();
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
    void whoeverHasTheFileLockedIsNotDisturbed() throws Exception {
        RepoFixture.compiled(file(), SCHEMA, "a.php");
        Process other = new ProcessBuilder("sqlite3", file().toString()).start();
        try (Writer to = other.outputWriter()) {
            to.write("BEGIN EXCLUSIVE; SELECT 'locked';\n");
            to.flush();
            assertThat(other.inputReader().readLine()).isEqualTo("locked");
            RepoInspection repo = inspect();
            assertThat(repo.state()).isEqualTo(FileState.CHANGING);
            assertThat(repo.schemas()).hasSize(1);
            to.write("COMMIT; SELECT 'done';\n");
            to.flush();
            assertThat(other.inputReader().readLine()).isEqualTo("done");
        } finally {
            other.destroy();
        }
        other.waitFor();
        assertThat(inspect().state()).isEqualTo(FileState.SETTLED);
    }

    @Test
    void whoeverWritesIsNeverHeldUp() throws Exception {
        try (RepoFixture repo = RepoFixture.at(file())) {
            repo.schema(SCHEMA, RepoTables.R3_14);
        }
        // Without a busy timeout, so that the least lock of ours would be an error.
        Process other = new ProcessBuilder("sqlite3", "-bail", file().toString())
                .redirectErrorStream(true)
                .start();
        try (Writer to = other.outputWriter()) {
            for (int i = 0; i < 300; i++) {
                to.write("INSERT INTO FileMd5_" + SCHEMA + " VALUES ('" + i + ".php', zeroblob(3000));\n");
            }
            to.write("SELECT 'done';\n");
        }
        for (int i = 0; i < 5; i++) {
            assertThat(inspect().schemas()).hasSize(1);
        }
        assertThat(other.inputReader().lines()).containsExactly("done");
        assertThat(other.waitFor()).isZero();
        assertThat(inspect().schemas().get(0).paths()).isEqualTo(300);
        assertThat(inspect().corruption()).isEmpty();
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
    void bothLayoutsOfABlobAreKnown() throws Exception {
        Files.write(file(), RepoFixture.blob(SCHEMA, 10, 20, 30, 0, 1, 2));
        BlobLayout first = inspect().blob().orElseThrow();
        assertThat(first.name()).isEqualTo("first");
        assertThat(first.sections()).contains(new BlobLayout.Section("global data", 30));
        Files.write(file(), RepoFixture.blob("", 1, 2, 3, 4, 5, 6));
        assertThatThrownBy(this::inspect).isInstanceOf(InputException.class).hasMessageContaining("repo schema");
        Files.write(file(), RepoFixture.blob(SCHEMA, 9, 8, 7, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 30, 400));
        BlobLayout later = inspect().blob().orElseThrow();
        assertThat(later.name()).isEqualTo("later");
        assertThat(later.sections()).hasSize(19).contains(new BlobLayout.Section("path to unit info data", 400));
        Files.write(file(), RepoFixture.blob(SCHEMA, 1, 2, 3));
        assertThat(inspect().blob()).isEmpty();
        Path part = Files.write(directory.resolve("site.hhbc.part"), RepoFixture.blob(SCHEMA));
        assertThat(new InspectRepo().run(part).interrupted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1})
    void sectionsOfABlobThatCannotBeInItsFileAreDamage(long size) throws Exception {
        byte[] blob = RepoFixture.blob(SCHEMA);
        for (int section = 0; section < 6; section++) {
            ByteBuffer.wrap(blob).putLong(47 + 8 * section, size);
        }
        Files.write(file(), blob);
        assertThat(inspect().corruption())
                .containsExactly("section 1 is " + Long.toUnsignedString(size)
                        + " bytes long by its header, and at most 0 are there for it");
        assertThat(inspect().sound()).isFalse();
    }

    @Test
    void aBlobThatIsCutOffBehindItsHeadIsDamaged() throws Exception {
        byte[] blob = RepoFixture.blob(SCHEMA, 10, 20, 30, 0, 1, 2);
        for (int length = 47; length < blob.length; length++) {
            Files.write(file(), java.util.Arrays.copyOf(blob, length));
            assertThat(inspect().corruption()).as(length + " bytes").hasSize(1);
        }
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
        Files.writeString(file(), "HHVM(\0\0\0\0\0\0\0" + SCHEMA + "host", StandardCharsets.US_ASCII);
        assertThatThrownBy(this::inspect)
                .hasMessageContainingAll("not a bytecode repository", "dump of schema " + SCHEMA);
        Files.write(file(), new byte[] {0x7f, 'E', 'L', 'F', 2});
        assertThatThrownBy(this::inspect).isInstanceOf(InputException.class).hasMessageContaining("an ELF file");
        Files.write(file(), new byte[0]);
        assertThatThrownBy(this::inspect).isInstanceOf(InputException.class).hasMessageContaining("is empty");
        Files.delete(file());
        assertThatThrownBy(this::inspect).isInstanceOf(InputException.class).hasMessageContaining("there is no");
    }

    private String sqlite3(String sql) throws Exception {
        return Programs.untethered()
                .run(Command.of("sqlite3", file().toString(), sql))
                .orFail()
                .output()
                .strip();
    }
}
