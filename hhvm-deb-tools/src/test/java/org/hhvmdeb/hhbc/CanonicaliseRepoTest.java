package org.hhvmdeb.hhbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hhvmdeb.hhbc.RepoFixture.OTHER;
import static org.hhvmdeb.hhbc.RepoFixture.SCHEMA;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.hhvmdeb.io.OutputFile;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
