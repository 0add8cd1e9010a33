package org.hhvmdeb.hhbc.canonicalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hhvmdeb.testkit.RepoFixture.OTHER;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hhvmdeb.hhbc.rebuild.RebuildRepo;
import org.hhvmdeb.hhbc.rebuild.RebuildRequest;
import org.hhvmdeb.io.OwnUser;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.testkit.RepoFixture;
import org.hhvmdeb.testkit.RepoRows;
import org.hhvmdeb.testkit.RepoTables;
import org.hhvmdeb.testkit.RepoWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("integration")
class CanonicaliseRepoTest {

    @TempDir
    Path directory;

    private Path file(String name) {
        return directory.resolve(name);
    }

    private Path canonical(String name) throws HhvmDebException {
        return new CanonicaliseRepo()
                .run(file(name), OutputFile.of(file(name + ".canonical")), Progress.silent())
                .file();
    }

    @ParameterizedTest
    @EnumSource(RepoTables.class)
    void theOrderOfTheCompilersThreadsDoesNotShow(RepoTables tables) throws Exception {
        List<String> files =
                new ArrayList<>(IntStream.range(0, 30).mapToObj(i -> "d/f" + i).toList());
        RepoWriter.write(file("one"), tables, SCHEMA, files);
        Collections.shuffle(files, new Random(3));
        RepoWriter.write(file("two"), tables, SCHEMA, files);
        assertThat(canonical("one")).hasSameBinaryContentAs(canonical("two"));
        assertThat(RepoRows.of(canonical("two"))).isEqualTo(RepoRows.of(file("two")));
        assertThat(RepoRows.numbers(canonical("two"), SCHEMA))
                .containsEntry("d/f0", 1L)
                .containsEntry("d/f9", 30L);
    }

    @Test
    void historyAndPageSizeAndTheOrderOfTablesDoNotShow() throws Exception {
        RepoWriter.write(file("one"), RepoTables.R3_7, SCHEMA, List.of("a", "b"));
        RepoWriter.write(file("one"), RepoTables.R4_2, OTHER, List.of("a", "b"));
        try (RepoFixture repo = RepoFixture.at(file("two"))) {
            repo.sql("PRAGMA page_size = 16384", "CREATE TABLE x (y)", "INSERT INTO x VALUES (1)", "DROP TABLE x");
        }
        RepoWriter.write(file("two"), RepoTables.R4_2, OTHER, List.of("b", "a"));
        RepoWriter.write(file("two"), RepoTables.R3_7, SCHEMA, List.of("b", "a"));
        assertThat(canonical("one")).hasSameBinaryContentAs(canonical("two"));
        byte[] header = Files.readAllBytes(canonical("two"));
        assertThat(header[27]).isEqualTo((byte) 1);
        assertThat(header[95]).isEqualTo((byte) 1);
    }

    @Test
    void theNewestVersionOfAFileStaysTheNewest() throws Exception {
        RepoWriter.write(file("one"), RepoTables.R3_7, SCHEMA, List.of("a v2", "z", "a v1", "b"));
        RepoWriter.write(file("two"), RepoTables.R3_7, SCHEMA, List.of("a v1", "z", "a v2", "b"));
        for (String name : List.of("one", "two")) {
            assertThat(RepoRows.newest(canonical(name), SCHEMA, "a"))
                    .isEqualTo(RepoRows.newest(file(name), SCHEMA, "a"));
        }
        assertThat(Files.mismatch(canonical("one"), canonical("two"))).isNotNegative();
    }

    @Test
    void numbersStayWhereTheAutoloadMapNamesThem() throws Exception {
        RepoWriter.write(file("one"), RepoTables.R4_66, SCHEMA, List.of("b", "c", "a"));
        try (RepoFixture repo = RepoFixture.at(file("one"))) {
            repo.sql("INSERT INTO GlobalData_" + SCHEMA + " VALUES ('autoloadmap', x'0102')");
        }
        assertThat(RepoRows.numbers(canonical("one"), SCHEMA)).isEqualTo(RepoRows.numbers(file("one"), SCHEMA));
    }

    @Test
    void rowsWithoutUnitAndBytesThatAreNoTextSurvive() throws Exception {
        RepoWriter.write(file("one"), RepoTables.R3_7, SCHEMA, List.of("a"));
        try (RepoFixture repo = RepoFixture.at(file("one"))) {
            repo.sql(
                    "INSERT INTO UnitLitstr_" + SCHEMA + " VALUES (77, 0, CAST(x'ff00fe' AS TEXT)), (77, 1, NULL)",
                    "INSERT INTO FileMd5_" + SCHEMA + " VALUES (CAST(x'2fff0a2f' AS TEXT), x'00')",
                    "INSERT INTO FileMd5_" + SCHEMA + " VALUES (NULL, NULL), (NULL, NULL)",
                    "CREATE TABLE notes (text TEXT)",
                    "INSERT INTO notes VALUES ('x'), ('x')");
        }
        assertThat(RepoRows.of(canonical("one"))).isEqualTo(RepoRows.of(file("one")));
    }

    /** HHVM may be started with the file, and die, while the work goes on. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLogThatComesWhileTheWorkGoesOnEndsIt(boolean there) throws Exception {
        RepoWriter.write(file("one"), RepoTables.R3_7, SCHEMA, List.of("a"));
        if (there) {
            Files.writeString(file("out"), "old");
        }
        OutputFile output = OutputFile.of(file("out"));
        for (Work each : List.<Work>of(
                progress -> new CanonicaliseRepo().run(file("one"), output, progress),
                progress -> new RebuildRepo().run(RebuildRequest.of(file("one"), file("one"), output), progress))) {
            Files.deleteIfExists(file("out-journal"));
            Progress dying = new DoneAtTheBeginning(() -> Files.writeString(file("out-journal"), "hot"));
            assertThatThrownBy(() -> each.run(dying))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("beside it is out-journal");
            assertThat(Files.exists(file("out"))).isEqualTo(there);
        }
    }

    /** As a job of HHVM's that begins and ends meanwhile. */
    @Test
    void aFileThatSomebodyWritesMeanwhileStays() throws Exception {
        RepoWriter.write(file("one"), RepoTables.R3_7, SCHEMA, List.of("a"));
        for (Work each : List.<Work>of(
                progress -> new CanonicaliseRepo().run(file("one"), OutputFile.of(file("one")), progress),
                progress -> new RebuildRepo()
                        .run(RebuildRequest.of(file("base"), file("one"), OutputFile.of(file("one"))), progress))) {
            Files.copy(file("one"), file("base"), StandardCopyOption.REPLACE_EXISTING);
            Progress writing =
                    new DoneAtTheBeginning(() -> Files.writeString(file("one"), "", StandardOpenOption.APPEND));
            Progress changing = new DoneAtTheBeginning(
                    () -> Files.setLastModifiedTime(file("one"), FileTime.fromMillis(1_000_000_000_000L)));
            each.run(writing);
            assertThatThrownBy(() -> each.run(changing))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("somebody has written to it while this run worked");
        }
    }

    /** Servers' users may read it, and not everybody. */
    @Test
    void whatIsNotCompleteIsForNobodyElse() throws Exception {
        RepoWriter.write(file("one"), RepoTables.R3_7, SCHEMA, List.of("a"));
        Files.setPosixFilePermissions(file("one"), PosixFilePermissions.fromString("rw-r-----"));
        List<String> modes = new ArrayList<>();
        Progress looking = new DoneAtTheBeginning(() -> {
            try (Stream<Path> areas = Files.list(directory)) {
                for (Path area :
                        areas.filter(p -> p.toString().endsWith(".part")).toList()) {
                    modes.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(area)));
                }
            }
        });
        OutputFile output = OutputFile.of(file("out"));
        new CanonicaliseRepo().run(file("one"), output, looking);
        new RebuildRepo().run(RebuildRequest.of(file("one"), file("one"), output), looking);
        assertThat(modes).isNotEmpty().containsOnly("rwx------");
        assertThat(Files.getPosixFilePermissions(file("out"))).hasSize(3);
    }

    private interface Work {
        void run(Progress progress) throws Exception;
    }

    private interface Deed {
        void run() throws IOException;
    }

    /** Does something when the work has begun. */
    private record DoneAtTheBeginning(Deed deed) implements Progress {

        @Override
        public Task begin(String what, long total, String unit) {
            try {
                deed.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Progress.silent().begin(what, total, unit);
        }

        @Override
        public void note(String message) {}

        @Override
        public void warn(String message) {}
    }

    /** HHVM could not write to what is root's. */
    @Test
    void rootTakesNoRepositoryAwayFromAnotherUser() throws Exception {
        assumeTrue(OwnUser.uid() == 0, "only root can give a file away");
        RepoWriter.write(file("one"), RepoTables.R3_7, SCHEMA, List.of("a"));
        Path theirs = Files.copy(file("one"), file("theirs"));
        Files.setAttribute(theirs, "unix:uid", 33);
        OutputFile output = OutputFile.of(theirs);
        for (Work each : List.<Work>of(
                progress -> new CanonicaliseRepo().run(file("one"), output, progress),
                progress -> new RebuildRepo().run(RebuildRequest.of(file("one"), file("one"), output), progress))) {
            assertThatThrownBy(() -> each.run(Progress.silent()))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("it belongs to the user 33")
                    .hasMessageContaining("setpriv --reuid=33");
        }
        assertThat(Files.getAttribute(theirs, "unix:uid")).isEqualTo(33);
    }

    @Test
    void whatIsNotHhvmsIsRefused() throws Exception {
        RepoWriter.write(file("one"), RepoTables.R3_7, SCHEMA, List.of("a"));
        try (RepoFixture repo = RepoFixture.at(file("one"))) {
            repo.sql("CREATE VIEW \"v\"\"\" AS SELECT 1");
        }
        assertThatThrownBy(() -> canonical("one"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("view v\"");
    }
}
