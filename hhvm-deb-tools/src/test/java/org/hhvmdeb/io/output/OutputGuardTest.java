package org.hhvmdeb.io.output;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.hhvmdeb.notice.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputGuardTest {

    private static final Set<String> DSC = Set.of(".dsc");

    @TempDir
    Path directory;

    @Test
    void aFileIsNotReplacedByADirectory() throws Exception {
        Path file = Files.writeString(directory.resolve("notes"), "mine");
        assertThatThrownBy(() -> OutputGuard.require(file, DSC))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is a file, but a directory is written there");
    }

    @Test
    void whatHoldsAnInputIsNotReplaced() throws Exception {
        Path input = Files.writeString(directory.resolve("hhvm.dsc"), "");
        Path link = Files.createSymbolicLink(directory.resolveSibling(directory.getFileName() + ".link"), directory);
        assertThatThrownBy(() -> OutputGuard.require(directory, DSC, input)).hasMessageContaining("hhvm.dsc with it");
        assertThatThrownBy(() -> OutputGuard.require(link, DSC, input)).hasMessageContaining("hhvm.dsc with it");
        assertThatCode(() -> OutputGuard.require(directory.resolve("new"), DSC, input))
                .doesNotThrowAnyException();
        Files.delete(link);
    }

    @Test
    void thePlaceWhereWeRunIsNotReplaced() {
        assertThatThrownBy(() -> OutputGuard.require(Path.of("."), DSC))
                .hasMessageContaining("where this program runs");
        assertThatThrownBy(() -> OutputGuard.require(Path.of("/"), DSC))
                .hasMessageContaining("where this program runs");
    }

    @Test
    void aDirectoryWithAnythingButAnEarlierResultIsNotReplaced() throws Exception {
        Files.writeString(directory.resolve("hhvm_1-1.dsc"), "");
        assertThatCode(() -> OutputGuard.require(directory, DSC)).doesNotThrowAnyException();
        Files.writeString(directory.resolve("thesis.odt"), "");
        assertThatThrownBy(() -> OutputGuard.require(directory, DSC))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("thesis.odt in it is not the result of an earlier run");
    }
}
