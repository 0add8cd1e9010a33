package org.hhvmdeb.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.hhvmdeb.notice.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBatchTest {

    @TempDir
    Path root;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(root.resolve("a"), "old a");
        Files.writeString(root.resolve("b"), "old b");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static RelativePath path(String text) {
        return new RelativePath(text);
    }

    @Test
    void allFilesChangeAndNothingElseIsLeft() throws Exception {
        Files.setPosixFilePermissions(root.resolve("a"), PosixFilePermissions.fromString("rwxr-x---"));
        FileBatch.in(root)
                .put(path("a"), bytes("new a"))
                .put(path("d/c"), bytes("new c"))
                .remove(path("b"))
                .commit();
        assertThat(root.resolve("a")).hasContent("new a");
        assertThat(Files.getPosixFilePermissions(root.resolve("a")))
                .isEqualTo(PosixFilePermissions.fromString("rwxr-x---"));
        assertThat(root.resolve("d/c")).hasContent("new c");
        try (var left = Files.list(root)) {
            assertThat(left.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder("a", "d");
        }
    }

    @Test
    void oneKilledBeforeItsListIsDiscarded() throws Exception {
        Path killed = Files.createDirectory(root.resolve(",,hhvm-deb-batch"));
        Files.writeString(killed.resolve("0"), "new a");
        FileBatch.recover(root);
        assertThat(root.resolve("a")).hasContent("old a");
        assertThat(killed).doesNotExist();
    }

    @Test
    void oneKilledAfterItsListIsFinished() throws Exception {
        Path killed = Files.createDirectory(root.resolve(",,hhvm-deb-batch"));
        Files.writeString(root.resolve("a"), "new a, moved before the kill");
        Files.writeString(killed.resolve("1"), "new c");
        Files.writeString(killed.resolve("list"), "put a\nput c\nremove b\n");
        FileBatch.recover(root);
        assertThat(root.resolve("a")).hasContent("new a, moved before the kill");
        assertThat(root.resolve("c")).hasContent("new c");
        assertThat(root.resolve("b")).doesNotExist();
        assertThat(killed).doesNotExist();
    }

    @Test
    void aListThatCameWithAPackageLeadsNowhereElse() throws Exception {
        Path outside = Files.createTempFile("outside", "");
        Path foreign = Files.createDirectory(root.resolve(",,hhvm-deb-batch"));
        Files.writeString(foreign.resolve("0"), "evil");
        Files.writeString(foreign.resolve("list"), "put ../" + outside.getFileName() + "\n");
        assertThatThrownBy(() -> FileBatch.recover(root)).isInstanceOf(InputException.class);
        Files.createSymbolicLink(root.resolve("link"), outside.getParent());
        Files.writeString(foreign.resolve("list"), "put link/" + outside.getFileName() + "\n");
        assertThatThrownBy(() -> FileBatch.recover(root))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("symbolic link");
        assertThat(outside).isEmptyFile();
        Files.delete(outside);
    }
}
