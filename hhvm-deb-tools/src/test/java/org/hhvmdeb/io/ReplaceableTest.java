package org.hhvmdeb.io;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.hhvmdeb.notice.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplaceableTest {

    @TempDir
    Path directory;

    @Test
    void aFileIsNotReplacedByADirectory() throws Exception {
        Path file = Files.writeString(directory.resolve("notes"), "mine");
        assertThatThrownBy(() -> Replaceable.require(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is a file, but a directory is written there");
    }

    @Test
    void whatHoldsAnInputIsNotReplaced() throws Exception {
        Path input = Files.writeString(directory.resolve("hhvm.dsc"), "");
        Path link = Files.createSymbolicLink(directory.resolveSibling(directory.getFileName() + ".link"), directory);
        assertThatThrownBy(() -> Replaceable.require(directory, input)).hasMessageContaining("hhvm.dsc with it");
        assertThatThrownBy(() -> Replaceable.require(link, input)).hasMessageContaining("hhvm.dsc with it");
        assertThatCode(() -> Replaceable.require(directory.resolve("new"), input))
                .doesNotThrowAnyException();
        Files.delete(link);
    }

    @Test
    void thePlaceWhereWeRunIsNotReplaced() {
        assertThatThrownBy(() -> Replaceable.require(Path.of("."))).hasMessageContaining("where this program runs");
        assertThatThrownBy(() -> Replaceable.require(Path.of("/"))).hasMessageContaining("where this program runs");
    }
}
