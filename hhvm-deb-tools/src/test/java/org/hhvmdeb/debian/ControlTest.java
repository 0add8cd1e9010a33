package org.hhvmdeb.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.hhvmdeb.notice.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlTest {

    private static final String CONTROL = """
            # HHVM
            Source: hhvm
            Build-Depends: debhelper (>= 9),
                           cmake,

            Package: hhvm
            Provides: ${hhvm:Provides}

            Package: hhvm-dev
            Depends: hhvm (= ${binary:Version}), ${misc:Depends}
            """;

    @Test
    void theSourceAndItsBinariesAreRead() throws Exception {
        Control control = Control.parse(CONTROL, "debian/control");
        assertThat(control.name()).hasToString("hhvm");
        assertThat(control.binaries()).hasSize(2);
        assertThat(control.binary(new PackageName("hhvm")).flatMap(b -> b.get("Provides")))
                .contains("${hhvm:Provides}");
        assertThat(control.binary(new PackageName("hhvm-dbg"))).isEmpty();
        assertThat(Relations.in(control.source(), "Build-Depends")).hasToString("debhelper (>= 9), cmake");
        assertThat(Relations.in(control.source(), "Build-Conflicts").groups()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "''||expected a paragraph with Source",
                "Source: hhvm||expected a paragraph with Source",
                "Package: a1;;Package: b1|:1|the field Source is missing",
                "Source: hhvm;;Packages: hhvm|:3|the field Package is missing",
                "Source: HHVM;;Package: hhvm|:1|\"HHVM\" is not a package name",
                "Source: hhvm;;Package: hhvm;;Package: hhvm|:5|the package hhvm is described twice",
            },
            delimiter = '|')
    void whatIsWrongIsNamedWithItsLine(String text, String line, String message) {
        assertThatThrownBy(() -> Control.parse(text.replace(';', '\n'), "debian/control"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("debian/control" + (line == null ? "" : line) + ": ")
                .hasMessageContaining(message);
    }
}
