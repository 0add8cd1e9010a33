package org.hhvmdeb.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.hhvmdeb.notice.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileTreeTest {

    @TempDir
    Path directory;

    @Test
    void deletingDoesNotFollowALinkOutOfTheTree() throws IOException {
        Path outside = Files.writeString(
                Files.createDirectory(directory.resolve("outside")).resolve("f"), "kept");
        Path tree = Files.createDirectory(directory.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("link"), outside.getParent());
        FileTree.delete(tree);
        assertThat(tree).doesNotExist();
        assertThat(outside).hasContent("kept");
    }

    @Test
    void copyingKeepsLinksAndPermissions() throws IOException {
        Path tree = Files.createDirectory(directory.resolve("tree"));
        Path script =
                Files.writeString(Files.createDirectory(tree.resolve("bin")).resolve("run"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(tree.resolve("dangling"), Path.of("nowhere"));
        Path copy = directory.resolve("copy");
        FileTree.copy(tree, copy);
        assertThat(Files.getPosixFilePermissions(copy.resolve("bin/run")))
                .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(Files.readSymbolicLink(copy.resolve("dangling"))).isEqualTo(Path.of("nowhere"));
    }

    @Test
    void listingIsInTheOrderOfBytesWhateverTheLocale() throws IOException {
        for (String name : new String[] {"b", "a", "B", "a.b", "ä", "_"}) {
            Files.createFile(directory.resolve(name));
        }
        assertThat(FileTree.list(directory))
                .extracting(RelativePath::text)
                .containsExactly("B", "_", "a", "a.b", "b", "ä");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "../x", "a/../b", "a//b", "./a", "a/", "a\0b", "a/.."})
    void aPathThatCouldLeaveItsRootIsRefused(String path) {
        assertThatThrownBy(() -> RelativePath.parse(path, "evil.tar"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("evil.tar");
    }
}
