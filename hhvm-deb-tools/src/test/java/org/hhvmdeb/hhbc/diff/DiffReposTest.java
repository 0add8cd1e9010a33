package org.hhvmdeb.hhbc.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hhvmdeb.testkit.RepoFixture.OTHER;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.hhbc.diff.FileDifference.Change;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.testkit.RepoFixture;
import org.hhvmdeb.testkit.RepoTables;
import org.hhvmdeb.testkit.RepoWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffReposTest {

    @TempDir
    Path directory;

    private Path file(String name) {
        return directory.resolve(name);
    }

    private DifferentRepos diff() throws HhvmDebException {
        return diff(Optional.empty());
    }

    private DifferentRepos diff(Optional<RepoSchema> schema) throws HhvmDebException {
        return new DiffRepos().run(file("old"), file("new"), schema, Progress.silent());
    }

    @Test
    void filesAreToldByWhatBecameOfThem() throws Exception {
        RepoWriter.write(file("old"), RepoTables.R3_7, SCHEMA, List.of("d/a", "d/b", "c"));
        RepoWriter.write(file("new"), RepoTables.R3_7, SCHEMA, List.of("c v2", "d/a", "e"));
        SchemaDifference difference = diff().schemas().get(0);
        assertThat(difference.files())
                .extracting(FileDifference::path, FileDifference::change)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("c", Change.CHANGED),
                        org.assertj.core.groups.Tuple.tuple("d/b", Change.REMOVED),
                        org.assertj.core.groups.Tuple.tuple("e", Change.ADDED));
        assertThat(difference.same()).isEqualTo(1);
        assertThat(difference.files().get(0).before()).isPositive();
        assertThat(difference.files().get(1).directory()).isEqualTo("d");
    }

    @Test
    void theOrderOfUnitsIsNoDifference() throws Exception {
        RepoWriter.write(file("old"), RepoTables.R4_82, SCHEMA, List.of("a", "b", "c"));
        RepoWriter.write(file("new"), RepoTables.R4_82, SCHEMA, List.of("c", "a", "b"));
        assertThat(diff().isEmpty()).isTrue();
    }

    @Test
    void theSameHashWithOtherBytecodeIsAChange() throws Exception {
        RepoWriter.write(file("old"), RepoTables.R3_7, SCHEMA, List.of("a", "b"));
        RepoWriter.write(file("new"), RepoTables.R3_7, SCHEMA, List.of("a", "b"));
        try (RepoFixture repo = RepoFixture.at(file("new"))) {
            repo.sql("UPDATE Func_" + SCHEMA + " SET extraData = x'01' WHERE unitSn = 2 AND funcSn = 0");
        }
        assertThat(diff().schemas().get(0).files())
                .extracting(FileDifference::path)
                .containsExactly("b");
    }

    @Test
    void anotherVersionBesideTheNewestIsAChange() throws Exception {
        RepoWriter.write(file("old"), RepoTables.R3_7, SCHEMA, List.of("a v1", "a v2"));
        RepoWriter.write(file("new"), RepoTables.R3_7, SCHEMA, List.of("a v2", "a v1"));
        assertThat(diff().schemas().get(0).count(Change.CHANGED)).isEqualTo(1);
    }

    @Test
    void ofTwoHashesOnlyPathsCanBeCompared() throws Exception {
        RepoWriter.write(file("old"), RepoTables.R4_1, SCHEMA, List.of("a", "b"));
        RepoWriter.write(file("new"), RepoTables.R4_2, OTHER, List.of("b", "c"));
        SchemaDifference difference = diff().schemas().get(0);
        assertThat(difference.comparable()).isFalse();
        assertThat(difference.count(Change.CHANGED)).isZero();
        assertThat(difference.files()).extracting(FileDifference::path).containsExactly("a", "c");
    }

    @Test
    void ofTwoSchemasWithOneHashTheHashIsCompared() throws Exception {
        RepoWriter.write(file("old"), RepoTables.R3_7, SCHEMA, List.of("a", "b"));
        RepoWriter.write(file("new"), RepoTables.R3_22, OTHER, List.of("b", "a v2"));
        DifferentRepos difference = diff();
        assertThat(difference.schemas().get(0).files())
                .extracting(FileDifference::path)
                .containsExactly("a");
        assertThat(difference.isEmpty()).isFalse();
    }

    @Test
    void schemasOfOneOnlyAreToldAndOneCanBePicked() throws Exception {
        RepoWriter.write(file("old"), RepoTables.R3_7, SCHEMA, List.of("a"));
        RepoWriter.write(file("old"), RepoTables.R3_7, "b", List.of("a"));
        RepoWriter.write(file("new"), RepoTables.R3_7, SCHEMA, List.of("a"));
        RepoWriter.write(file("new"), RepoTables.R3_7, "a_b", List.of("a"));
        assertThat(diff().removed()).containsExactly("b");
        assertThat(diff().added()).containsExactly("a_b");
        assertThat(diff(Optional.of(new RepoSchema(SCHEMA))).isEmpty()).isTrue();
        assertThatThrownBy(() -> diff(Optional.of(new RepoSchema("b"))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("not in both");
    }

    @Test
    void tablesOfAWholeProgramBuildAndUnitsWithoutPathAreCompared() throws Exception {
        RepoWriter.write(file("old"), RepoTables.R3_7, SCHEMA, List.of("a"));
        RepoWriter.write(file("new"), RepoTables.R3_7, SCHEMA, List.of("a"));
        try (RepoWriter writer = new RepoWriter(file("new"), RepoTables.R3_7, SCHEMA)) {
            writer.unit("no path");
        }
        try (RepoFixture repo = RepoFixture.at(file("new"))) {
            repo.sql("INSERT INTO Litstr_" + SCHEMA + " VALUES (1, 'x')");
        }
        SchemaDifference difference = diff().schemas().get(0);
        assertThat(difference.tables()).containsExactly("Litstr");
        assertThat(difference.pathlessAdded()).isEqualTo(1);
        assertThat(difference.pathlessRemoved()).isZero();
    }

    @Test
    void aBlobCannotBeCompared() throws Exception {
        RepoWriter.write(file("old"), RepoTables.R3_7, SCHEMA, List.of("a"));
        Files.write(file("new"), RepoFixture.blob(SCHEMA));
        assertThatThrownBy(this::diff).isInstanceOf(InputException.class).hasMessageContaining("blob");
    }
}
