package org.hhvmdeb.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedFileTest {

    @TempDir
    Path directory;

    @Test
    void theTargetKeepsItsOldContentUntilCommit() throws IOException {
        Path target = directory.resolve("a");
        Files.writeString(target, "old");
        try (StagedFile file = StagedFile.beside(target)) {
            Files.writeString(file.path(), "new");
            assertThat(target).hasContent("old");
            file.commit();
        }
        assertThat(target).hasContent("new");
        assertThat(FileTree.list(directory)).containsExactly(new RelativePath("a"));
    }

    @Test
    void whatIsNotCommittedLeavesNothing() throws IOException {
        Path target = directory.resolve("deep/er/a");
        try (StagedFile file = StagedFile.beside(target)) {
            Files.writeString(file.path(), "new");
        }
        assertThat(target).doesNotExist();
        assertThat(target.getParent()).isEmptyDirectory();
    }

    @Test
    void leftoversOfAKilledRunGoButThoseOfALivingOneStay() throws IOException {
        Path dead = Files.writeString(directory.resolve(".a.999999999-0.part"), "half");
        Path living = Files.writeString(
                directory.resolve(".a." + ProcessHandle.current().pid() + "-0.part"), "other thread");
        try (StagedFile file = StagedFile.beside(directory.resolve("a"))) {
            assertThat(file.path()).isNotEqualTo(living);
        }
        assertThat(dead).doesNotExist();
        assertThat(living).exists();
    }

    @Test
    void unchangedContentIsNotWrittenAgain() throws IOException {
        Path target = directory.resolve("a");
        StagedFile.write(target, "same");
        Files.setLastModifiedTime(target, FileTime.fromMillis(1_000_000_000_000L));
        StagedFile.write(target, "same");
        assertThat(Files.getLastModifiedTime(target).toMillis()).isEqualTo(1_000_000_000_000L);
    }
}
