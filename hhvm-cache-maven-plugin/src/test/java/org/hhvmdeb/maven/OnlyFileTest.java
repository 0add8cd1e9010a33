package org.hhvmdeb.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnlyFileTest {

    private static final String WHAT_TO_DO = "; run the goal build-source first, or choose with -Dhhvm.cache.dsc=FILE";

    @TempDir
    Path directory;

    @Test
    void theOneWithTheEndingIsFoundAmongOthers() throws Exception {
        Files.createFile(directory.resolve("a.tar.xz"));
        Path dsc = Files.createFile(directory.resolve("a.dsc"));
        assertThat(find(directory)).isEqualTo(dsc);
    }

    @Test
    void noneSeveralAndNoDirectoryAreToldApartAndSayWhatToDo() throws Exception {
        assertThatThrownBy(() -> find(directory))
                .isInstanceOf(InputException.class)
                .hasMessage("there is no *.dsc in " + directory + WHAT_TO_DO);
        Files.createFile(directory.resolve("a.dsc"));
        Files.createFile(directory.resolve("b.dsc"));
        assertThatThrownBy(() -> find(directory))
                .isInstanceOf(InputException.class)
                .hasMessage("there are several *.dsc in " + directory + WHAT_TO_DO);
        Path none = directory.resolve("none");
        assertThatThrownBy(() -> find(none))
                .isInstanceOf(InputException.class)
                .hasMessage("there is no *.dsc in " + none + WHAT_TO_DO);
    }

    private static Path find(Path directory) throws HhvmDebException {
        return OnlyFile.in(directory, ".dsc", "build-source", "hhvm.cache.dsc");
    }
}
