package org.hhvmdeb.hhbc.compile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreePatternTest {

    @ParameterizedTest
    @CsvSource({
        "**/*.php, a.php, true",
        "**/*.php, lib/deep/a.php, true",
        "**/*.php, a.php5, false",
        "*.php, lib/a.php, false",
        "vendor/, vendor/a.php, true",
        "vendor/, vendor, true",
        "vendor/**, vendor/x/a.php, true",
        "vendor/**, vendors/a.php, false",
        "**/tests/**, a/tests/b/c.php, true",
        "**/tests/**, tests/c.php, true",
        "**/tests/**, a/mytests/c.php, false",
        "a?c.php, abc.php, true",
        "a?c.php, a/c.php, false",
        "a[b].php, a[b].php, true",
        "a[b].php, ab.php, false",
        "a.php, abphp, false",
        "**, any/thing, true",
    })
    void patternsAreThoseOfMaven(String pattern, String path, boolean matches) {
        assertThat(TreePattern.parse(pattern).matches(path)).isEqualTo(matches);
    }
}
