package org.hhvmdeb.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.upstream.fetch.FetchSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamChoiceTest {

    @TempDir
    Path directory;

    private UpstreamChoice choice(String url, String... submodules) {
        return new UpstreamChoice(
                url,
                directory.toFile(),
                List.of(submodules),
                List.of(),
                directory.resolve("cache").toFile(),
                FetchSettings.DEFAULT);
    }

    @Test
    void aDirectoryMayBeRelativeToTheProject() throws Exception {
        Files.createDirectories(directory.resolve("upstream/hhvm.git"));
        assertThat(choice("upstream/hhvm.git").address())
                .isEqualTo(directory.resolve("upstream/hhvm.git").toString());
    }

    /** A clone can have a directory of any name. */
    @Test
    void aUrlIsNoDirectoryOfTheProject() throws Exception {
        Files.createDirectories(directory.resolve("https:/git.example/hhvm.git"));
        assertThat(choice("https://git.example/hhvm.git").address()).isEqualTo("https://git.example/hhvm.git");
    }

    @Test
    void ofTwoAddressesForOneSubmoduleNoneIsDropped() {
        assertThatThrownBy(() -> choice("x", "lib=https://u:s3cret@a/x", "lib=https://u:s3cret@b/x")
                        .source())
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("two addresses for lib", "no effect")
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://u:s3cret@h/x", "=https://u:s3cret@h/x"})
    void anAddressWithoutAPathIsToldWithoutItsPassword(String submodule) {
        assertThatThrownBy(() -> choice("x", submodule).source())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("expected PATH=URL")
                .hasMessageNotContaining("s3cret");
    }
}
