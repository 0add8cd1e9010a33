package org.hhvmdeb.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.hhvmdeb.notice.InputException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackageNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"hhvm", "0ad", "libstdc++6", "php8.2-cli", "g++"})
    void namesOfPackagesAreRead(String text) throws Exception {
        assertThat(PackageName.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "HHVM", "hhvm_dbg", "-hhvm", ".hhvm", "+x", "hh vm", "hhvm\n", "hhvm/../x", "hhvmé"})
    void whatPolicyForbidsIsRefused(String text) {
        assertThatThrownBy(() -> PackageName.parse(text))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is not a package name");
    }
}
