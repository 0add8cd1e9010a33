package org.hhvmdeb.hhbc.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hhvmdeb.testkit.RepoFixture.OTHER;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hhvmdeb.hhbc.canonicalise.CanonicaliseRepo;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.testkit.RepoFixture;
import org.hhvmdeb.testkit.RepoRows;
import org.hhvmdeb.testkit.RepoTables;
import org.hhvmdeb.testkit.RepoWriter;
import org.hhvmdeb.testkit.WarnedProgress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("integration")
class RebuildRepoTest {

    @TempDir
    Path directory;

    private Path file(String name) {
        return directory.resolve(name);
    }

    private RebuiltRepo rebuild() throws HhvmDebException {
        return new RebuildRepo()
                .run(RebuildRequest.of(file("old"), file("new"), OutputFile.of(file("out"))), Progress.silent());
    }

    /** All rows of all tables, each beside the hash of its unit in place of its number. */
    private List<String> rows(String name) throws Exception {
        return RepoRows.of(file(name));
    }

    @ParameterizedTest
    @EnumSource(RepoTables.class)
    void theResultHoldsWhatTheNewRepositoryHolds(RepoTables tables) throws Exception {
        RepoWriter.write(file("old"), tables, SCHEMA, List.of("a", "b", "c", "d"));
        RepoWriter.write(file("new"), tables, SCHEMA, List.of("e", "d", "b2", "a"));
        RebuiltRepo rebuilt = rebuild();
        assertThat(rows("out")).isEqualTo(rows("new")).isNotEqualTo(rows("old"));
        assertThat(rebuilt.layout().units()).isEqualTo(4);
        assertThat(rebuilt.layout().kept()).isEqualTo(2);
        byte[] once = Files.readAllBytes(file("out"));
        rebuild();
        assertThat(file("out")).hasBinaryContent(once);
    }

    private byte[] twoHundredUnitsInBoth() throws Exception {
        List<String> contents = IntStream.range(0, 200).mapToObj(i -> "f" + i).toList();
        RepoWriter.write(file("old"), RepoTables.R3_14, SCHEMA, contents);
        Files.copy(file("old"), file("new"));
        return Files.readAllBytes(file("old"));
    }

    @Test
    void theFileThatIsDamagedIsNamedAndNoOther() throws Exception {
        byte[] sound = twoHundredUnitsInBoth();
        byte[] page = sound.clone();
        Arrays.fill(page, sound.length / 2, sound.length / 2 + 4096, (byte) 0xff);
        for (byte[] damaged : List.of(page, Arrays.copyOf(sound, sound.length / 2))) {
            for (String name : List.of("old", "new")) {
                Files.write(file(name), damaged);
                assertThatThrownBy(this::rebuild)
                        .isInstanceOf(InputException.class)
                        .hasMessageStartingWith(file(name) + " is damaged: ")
                        .hasMessageNotContaining(".part");
                assertThatThrownBy(() ->
                                new CanonicaliseRepo().run(file(name), OutputFile.of(file("out")), Progress.silent()))
                        .isInstanceOf(InputException.class)
                        .hasMessageStartingWith(file(name) + " is damaged: ")
                        .hasMessageNotContaining(".part");
                Files.write(file(name), sound);
            }
        }
    }

    /** Its pages are taken over; of the new one only the rows. */
    @Test
    void aBaseWhoseListOfFreePagesIsDamagedIsNamed() throws Exception {
        byte[] damaged = twoHundredUnitsInBoth();
        ByteBuffer.wrap(damaged).putInt(32, 5).putInt(36, 77);
        Files.write(file("old"), damaged);
        assertThatThrownBy(this::rebuild)
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file("old") + " is damaged: ");
    }

    @Test
    void unitsKeepTheNumbersOfTheOldRepository() throws Exception {
        List<String> files = IntStream.range(0, 60).mapToObj(i -> "f" + i).toList();
        List<String> turned = new ArrayList<>(files);
        java.util.Collections.reverse(turned);
        turned.set(7, "f52 again");
        RepoWriter.write(file("old"), RepoTables.R3_14, SCHEMA, files);
        RepoWriter.write(file("new"), RepoTables.R3_14, SCHEMA, turned);
        rebuild();
        assertThat(RepoRows.numbers(file("out"), SCHEMA))
                .containsEntry("f3", 4L)
                .containsEntry("f59", 60L)
                .containsEntry("f52", 53L);
    }

    @Test
    void aRepositoryThatDidNotChangeStaysAsItIs() throws Exception {
        RepoWriter.write(file("old"), RepoTables.R4_16, SCHEMA, List.of("a", "b"));
        RepoWriter.write(file("new"), RepoTables.R4_16, SCHEMA, List.of("b", "a"));
        assertThat(rebuild().difference().different()).isLessThan(2);
    }

    @Test
    void numbersOfUnitsStayWhereTheAutoloadMapNamesThem() throws Exception {
        RepoWriter.write(file("old"), RepoTables.R4_51, SCHEMA, List.of("a", "b", "c"));
        RepoWriter.write(file("new"), RepoTables.R4_51, SCHEMA, List.of("c", "b", "d"));
        for (String name : List.of("old", "new")) {
            try (RepoFixture repo = RepoFixture.at(file(name))) {
                repo.sql("INSERT INTO GlobalData_" + SCHEMA + " VALUES ('autoloadmap', x'0102')");
            }
        }
        RebuiltRepo rebuilt = rebuild();
        assertThat(RepoRows.numbers(file("out"), SCHEMA)).isEqualTo(RepoRows.numbers(file("new"), SCHEMA));
        assertThat(rebuilt.layout().kept()).isEqualTo(1);
    }

    @Test
    void theNewestVersionOfAFileStaysTheOneWithTheHighestNumber() throws Exception {
        RepoWriter.write(file("old"), RepoTables.R3_7, SCHEMA, List.of("a v2", "b", "a v1"));
        RepoWriter.write(file("new"), RepoTables.R3_7, SCHEMA, List.of("a v1", "a v2", "b"));
        rebuild();
        assertThat(RepoRows.newest(file("out"), SCHEMA, "a"))
                .isEqualTo(RepoRows.newest(file("new"), SCHEMA, "a"))
                .isNotEqualTo(RepoRows.newest(file("old"), SCHEMA, "a"));
    }

    @Test
    void schemasThatOnlyOneOfBothHasComeAndGo() throws Exception {
        RepoWriter.write(file("old"), RepoTables.R3_7, SCHEMA, List.of("a"));
        RepoWriter.write(file("old"), RepoTables.R3_7, "b", List.of("x"));
        RepoWriter.write(file("new"), RepoTables.R3_7, SCHEMA, List.of("a"));
        RepoWriter.write(file("new"), RepoTables.R4_2, "a_b", List.of("y"));
        rebuild();
        assertThat(rows("out")).isEqualTo(rows("new"));
    }

    @Test
    void withoutACommonSchemaThereIsNothingToKeep() throws Exception {
        RepoWriter.write(file("old"), RepoTables.R3_7, SCHEMA, List.of("a"));
        RepoWriter.write(file("new"), RepoTables.R3_7, OTHER, List.of("a"));
        assertThatThrownBy(this::rebuild)
                .isInstanceOf(InputException.class)
                .hasMessageContaining(SCHEMA)
                .hasMessageContaining(OTHER)
                .hasMessageContaining("as it is");
        assertThat(file("out")).doesNotExist();
    }

    @Test
    void aTriggerIsNotSetOff() throws Exception {
        RepoWriter.write(file("old"), RepoTables.R3_7, SCHEMA, List.of("a"));
        RepoWriter.write(file("new"), RepoTables.R3_7, SCHEMA, List.of("b"));
        try (RepoFixture repo = RepoFixture.at(file("old"))) {
            repo.sql("CREATE TRIGGER t AFTER DELETE ON Unit_" + SCHEMA + " BEGIN SELECT 1; END");
        }
        assertThatThrownBy(this::rebuild).isInstanceOf(InputException.class).hasMessageContaining("trigger t");
    }

    @Test
    void aHotJournalIsNotLeftBehind() throws Exception {
        RepoWriter.write(file("old"), RepoTables.R3_7, SCHEMA, List.of("a"));
        RepoWriter.write(file("new"), RepoTables.R3_7, SCHEMA, List.of("b"));
        Files.writeString(file("new-journal"), "x");
        assertThatThrownBy(this::rebuild)
                .isInstanceOf(InputException.class)
                .hasMessageContaining("new-journal")
                .hasMessageContaining("roll back");
    }

    @Test
    void aBlobHasNoTables() throws Exception {
        RepoWriter.write(file("old"), RepoTables.R3_7, SCHEMA, List.of("a"));
        Files.write(file("new"), RepoFixture.blob(SCHEMA));
        assertThatThrownBy(this::rebuild).isInstanceOf(InputException.class).hasMessageContaining("a blob repository");
    }

    @Test
    void freePagesAreToldWhenTheyBecomeTooMany() throws Exception {
        RepoWriter.write(
                file("old"),
                RepoTables.R3_7,
                SCHEMA,
                IntStream.range(0, 300).mapToObj(i -> "f" + i).toList());
        RepoWriter.write(file("new"), RepoTables.R3_7, SCHEMA, List.of("f1", "f2"));
        List<String> warnings = new ArrayList<>();
        new RebuildRepo()
                .run(
                        RebuildRequest.of(file("old"), file("new"), OutputFile.of(file("out"))),
                        new WarnedProgress(warnings));
        assertThat(warnings).hasSize(1).first().asString().contains("% of").contains("canonicalise");
    }
}
