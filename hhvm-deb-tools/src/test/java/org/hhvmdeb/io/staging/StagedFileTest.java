package org.hhvmdeb.io.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.testkit.AbandonedStage;
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

    /** Whoever may write to the directory above can put it there. */
    @Test
    void whatIsBehindALinkInThePlaceOfItKeepsItsPermissions() throws IOException {
        Path others = Files.writeString(directory.resolve("others"), "secret");
        Files.setPosixFilePermissions(others, PosixFilePermissions.fromString("rw-------"));
        try (StagedFile file = StagedFile.beside(directory.resolve("a"))) {
            Files.createSymbolicLink(file.path(), others);
            assertThatThrownBy(() -> file.setPermissions(PosixFilePermissions.fromString("rw-r--r--")))
                    .isInstanceOf(IOException.class);
            Path area = file.path().resolve("../..").normalize();
            Path away = Files.move(area, directory.resolve("away"));
            Files.createDirectories(area.resolve("new"));
            Files.createSymbolicLink(area.resolve("new/a"), others);
            assertThatThrownBy(() -> file.setPermissions(PosixFilePermissions.fromString("rw-r--r--")))
                    .isInstanceOf(IOException.class);
            FileTree.delete(area);
            Files.move(away, area);
        }
        assertThat(Files.getPosixFilePermissions(others)).hasSize(2);
    }

    @Test
    void leftoversOfAKilledRunGoButThoseOfALivingOneStay() throws IOException {
        Path dead = AbandonedStage.in(directory);
        try (StagedFile living = StagedFile.beside(directory.resolve("a"))) {
            Files.writeString(living.path(), "of another thread");
            try (StagedFile file = StagedFile.beside(directory.resolve("a"))) {
                assertThat(file.path()).isNotEqualTo(living.path());
            }
            assertThat(living.path()).exists();
        }
        assertThat(dead).doesNotExist();
    }

    @Test
    void whatOnlyHasTheNameOfALeftoverStays() throws Exception {
        Path real = AbandonedStage.in(Files.createDirectory(directory.resolve("other")));
        new ProcessBuilder(
                        "cp",
                        "-a",
                        real.toString(),
                        directory.resolve(".hhvm-deb-1-1-0.part").toString())
                .start()
                .waitFor();
        Path unsigned = Files.createDirectory(directory.resolve(".hhvm-deb-99999999999999999999-1-0.part"));
        Files.writeString(unsigned.resolve("file"), "mine");
        Path file = Files.writeString(directory.resolve(".hhvm-deb-7-7-7.part"), "mine");
        Path old = Files.writeString(directory.resolve(".a.99999999999999999999-0.part"), "mine");
        StagedFile.write(directory.resolve("a"), "new");
        assertThat(directory.resolve(".hhvm-deb-1-1-0.part/new/half/file")).exists();
        assertThat(unsigned.resolve("file")).exists();
        assertThat(file).hasContent("mine");
        assertThat(old).hasContent("mine");
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
