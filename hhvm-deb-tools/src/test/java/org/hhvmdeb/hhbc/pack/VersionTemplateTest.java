package org.hhvmdeb.hhbc.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hhvmdeb.debian.DebianVersion;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.process.SearchPath;
import org.hhvmdeb.testkit.DebFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTemplateTest {

    private static final String TEMPLATE = "{site}+hhvm{hhvm}-{rev}";

    @TempDir
    Path directory;

    private String version(String template, String site, String hhvm) throws Exception {
        Path deb = new DebFixture(directory).build("hhvm", hhvm, "amd64", "", Map.of());
        return new VersionTemplate(template)
                .apply(new DebianVersion(site), new HhvmSource.Deb(deb))
                .text();
    }

    @ParameterizedTest
    @CsvSource({
        "1.4, 3.18.5+dfsg1-1, 1.4+hhvm3.18.5+dfsg1-1",
        "1:2026.01.02, 3.18.5-2, 1:2026.01.02+hhvm3.18.5-2",
        "1.4, 3.18.5, 1.4+hhvm3.18.5-0",
        "1.4, 3.3.0-20140925+wmf1, 1.4+hhvm3.3.0-20140925+wmf1",
        "1.4-2, 1:4.0-1, 1.4-2+hhvm+1+4.0-1",
    })
    void theVersionNamesTheSiteAndItsHhvm(String site, String hhvm, String expected) throws Exception {
        assertThat(version(TEMPLATE, site, hhvm)).isEqualTo(expected);
    }

    @Test
    void aSiteCompiledForALaterHhvmIsALaterPackage() throws Exception {
        List<String> releases = List.of(
                "3.3.0-20140925+wmf1",
                "3.18.5-1",
                "3.18.5+dfsg1-1~bpo9+1",
                "3.18.5+dfsg1-1",
                "3.18.5+dfsg1-1+b1",
                "3.18.5+dfsg1-10",
                "3.18.5+dfsg2-1",
                "3.19.0~alpha1-1",
                "3.19.0-1",
                "1:3.18.6-1",
                "2:1.0-1");
        for (int i = 1; i < releases.size(); i++) {
            DebianVersion before = new DebianVersion(version(TEMPLATE, "1.4", releases.get(i - 1)));
            DebianVersion after = new DebianVersion(version(TEMPLATE, "1.4", releases.get(i)));
            assertThat(after).isGreaterThan(before);
            assertThat(new DebianVersion(version(TEMPLATE, "1.4.1", releases.get(i - 1))))
                    .isGreaterThan(after);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hhvm{hhvm}", "{site}+{version}", "{site}+hhvm_{hhvm}", "{site} {hhvm}"})
    void aTemplateThatCannotMakeAVersionIsRefused(String template) {
        assertThatThrownBy(() -> version(template, "1.4", "3.18.5-1"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(template);
    }

    @Test
    void aProgramHasNoVersionOfAPackage() throws Exception {
        HhvmSource program = new HhvmSource.OnPath(SearchPath.parse("/usr/bin"));
        VersionTemplate template = new VersionTemplate(TEMPLATE);
        assertThatThrownBy(() -> template.apply(new DebianVersion("1.4"), program))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("give the hhvm .deb");
        assertThat(new VersionTemplate(VersionTemplate.SITE).apply(new DebianVersion("1.4"), program))
                .hasToString("1.4");
    }
}
