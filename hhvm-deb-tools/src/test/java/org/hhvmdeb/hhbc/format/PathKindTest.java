package org.hhvmdeb.hhbc.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathKindTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "systemlib.php",
                "systemlib.hhas",
                "systemlib.phpmysqli",
                "systemlib.hhas.imagick",
                "/:systemlib.php",
                "/:systemlib.hhas.hh",
                "/:anything"
            })
    void partsOfHhvmAreNoFiles(String path) {
        assertThat(PathKind.of(path)).isEqualTo(PathKind.SYSTEMLIB);
        assertThat(PathKind.of(path).virtual()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srv/a.php(12)(0a1b) : eval()'d code", "/srv/a.php(3) : runtime-created function"})
    void codePutTogetherByAScriptIsNoFile(String path) {
        assertThat(PathKind.of(path)).isEqualTo(PathKind.EVALUATED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "index.php",
                "/srv/systemlib/a.php",
                "my-systemlib.php",
                "",
                "/",
                "a:b/c.php",
                "ext/systemlib.php",
                "/usr/lib/systemlib.php",
                "d/:systemlib.php",
                "eval()'d code.php",
                "runtime-created function.php",
                "a : eval()'d code"
            })
    void theRestAreFiles(String path) {
        assertThat(PathKind.of(path)).isEqualTo(PathKind.FILE);
        assertThat(PathKind.of(path).virtual()).isFalse();
    }
}
