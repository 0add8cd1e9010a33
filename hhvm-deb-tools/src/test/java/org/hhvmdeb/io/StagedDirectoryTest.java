package org.hhvmdeb.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedDirectoryTest {

    @TempDir
    Path directory;

    @Test
    void theNewDirectoryReplacesTheOldAsAWhole() throws IOException {
        Path target = Files.createDirectory(directory.resolve("tree"));
        Files.writeString(target.resolve("old"), "");
        try (StagedDirectory tree = StagedDirectory.beside(target)) {
            Files.writeString(tree.path().resolve("new"), "");
            assertThat(target.resolve("old")).exists();
            tree.commit();
        }
        assertThat(FileTree.list(directory)).containsExactly(new RelativePath("tree"), new RelativePath("tree/new"));
    }

    @Test
    void whatIsNotCommittedLeavesTheOldDirectory() throws IOException {
        Path target = Files.createDirectory(directory.resolve("tree"));
        try (StagedDirectory tree = StagedDirectory.beside(target)) {
            Files.writeString(tree.path().resolve("new"), "");
        }
        assertThat(FileTree.list(directory)).containsExactly(new RelativePath("tree"));
    }

    @Test
    void aKillBetweenTheTwoRenamesIsUndoneByTheNextRun() throws IOException {
        Path old = Files.createDirectory(Siblings.old(directory.resolve("tree")));
        Files.writeString(old.resolve("content"), "good");
        try (StagedDirectory tree = StagedDirectory.beside(directory.resolve("tree"))) {
            assertThat(tree.path()).isEmptyDirectory();
        }
        assertThat(directory.resolve("tree/content")).hasContent("good");
        assertThat(old).doesNotExist();
    }

    @Test
    void behindALinkTheDirectoryItselfIsReplaced() throws IOException {
        Path real = Files.createDirectory(directory.resolve("real"));
        Files.writeString(real.resolve("old"), "");
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);
        try (StagedDirectory tree = StagedDirectory.beside(link)) {
            Files.writeString(tree.path().resolve("new"), "");
            tree.commit();
        }
        assertThat(link).isSymbolicLink();
        assertThat(FileTree.list(real)).containsExactly(new RelativePath("new"));
    }
}
