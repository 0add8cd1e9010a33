package org.hhvmdeb.hhbc.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.hhvmdeb.io.ByteSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HhvmConfigTest {

    @TempDir
    Path root;

    private HhvmConfig read(String... files) throws Exception {
        return HhvmConfig.of(new HostRoot(root), HhvmService.configured("a test", true, Arrays.asList(files)));
    }

    private String write(String name, String text) throws Exception {
        Files.writeString(root.resolve(name), text);
        return "/" + name;
    }

    @Test
    void anIniHasCommentsOfTwoKindsAndQuotes() throws Exception {
        HhvmConfig config = read(write("a.ini", """
                ; hhvm.a = 0
                # hhvm.b = 0
                [section]
                hhvm.c = plain text ; comment
                  hhvm.d="with ; and \\"quotes\\"" ; comment
                hhvm.e='single "'
                hhvm.f =
                hhvm.g[] = x
                hhvm.c2=one
                hhvm.c2=two
                not a setting
                hhvm.ü = ü
                """));
        assertThat(config.get("hhvm.a")).isEmpty();
        assertThat(config.get("hhvm.b")).isEmpty();
        assertThat(config.get("hhvm.c").orElseThrow().value()).isEqualTo("plain text");
        assertThat(config.get("hhvm.d").orElseThrow().value()).isEqualTo("with ; and \"quotes\"");
        assertThat(config.get("hhvm.e").orElseThrow().value()).isEqualTo("single \"");
        assertThat(config.get("hhvm.f")).isEmpty();
        assertThat(config.get("hhvm.g").orElseThrow().where()).hasToString("/a.ini:8");
        assertThat(config.get("hhvm.c2").orElseThrow().value()).isEqualTo("two");
        assertThat(config.get("hhvm.ü").orElseThrow().value()).isEqualTo("ü");
    }

    @Test
    void aFileOfAnyOtherNameIsHdfAndWins() throws Exception {
        String hdf = write("config", """
                Repo {
                  Central {
                    Path = /hdf   # comment
                  }
                  Local { Mode = "--" }
                }
                Repo.Authoritative = true
                """);
        String ini = write("b.ini", "hhvm.repo.central.path = /ini\nhhvm.repo.journal = memory\n");
        for (HhvmConfig config : List.of(read(hdf, ini), read(ini, hdf))) {
            assertThat(config.get("hhvm.repo.central.path").orElseThrow().value())
                    .isEqualTo("/hdf");
            assertThat(config.get("hhvm.repo.local.mode").orElseThrow().value()).isEqualTo("--");
            assertThat(config.get("hhvm.repo.journal").orElseThrow().value()).isEqualTo("memory");
            assertThat(config.isOn("hhvm.repo.authoritative", false)).isTrue();
        }
    }

    @Test
    void aSwitchThatIsEmptyIsOff() throws Exception {
        HhvmConfig config = read(write("a.ini", "hhvm.a =\nhhvm.b = Off\nhhvm.c = on\nhhvm.d = 0\nhhvm.e = 1\n"));
        assertThat(List.of("a", "b", "c", "d", "e", "f"))
                .extracting(n -> config.isOn("hhvm." + n, true))
                .containsExactly(false, false, true, false, true, true);
    }

    @ParameterizedTest
    @CsvSource({
        "Repo.Central.Path, hhvm.repo.central.path",
        "Repo.AllowFallbackPath, hhvm.repo.allow_fallback_path",
        "Repo.BusyTimeoutMS, hhvm.repo.busy_timeout_ms",
        "Eval.JitASize, hhvm.jit_a_size",
        "AdminServer.Port, hhvm.admin_server.port",
        "MySQL.TypedResults, hhvm.mysql.typed_results"
    })
    void anHdfNameIsFoundUnderItsIniName(String hdf, String ini) {
        assertThat(HdfFile.iniName(hdf)).isEqualTo(ini);
    }

    @ParameterizedTest
    @CsvSource({
        "1024, 1024",
        "400M, 419430400",
        "2g, 2147483648",
        "1T, 1099511627776",
        "x, -1",
        "-1, -1",
        "1.5M, -1",
        "99999999999T, -1"
    })
    void sizesAreReadAsPeopleWriteThem(String text, long bytes) {
        assertThat(ByteSize.parse(text).orElse(-1L)).isEqualTo(bytes);
    }
}
