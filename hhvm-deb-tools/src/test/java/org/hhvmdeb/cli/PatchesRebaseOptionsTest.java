package org.hhvmdeb.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hhvmdeb.cli.console.ExitCodes;
import org.hhvmdeb.testkit.GitFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Options of a rebase that contradict each other are refused before anything is touched. */
class PatchesRebaseOptionsTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private String upstream = "";
    private Path source = Path.of("");

    @BeforeEach
    void aRebaseWaits() throws Exception {
        GitFixture git = new GitFixture(directory);
        Path hhvm = git.init("hhvm.git");
        upstream = hhvm.toString();
        git.write(hhvm, "f", "1\ntwo\n3\n");
        git.commit(hhvm, "one");
        git.git(hhvm, "tag", "HHVM-3.1.0");
        git.write(hhvm, "f", "1\nzwei\n3\n");
        git.commit(hhvm, "two");
        git.git(hhvm, "tag", "HHVM-3.2.0");
        source = directory.resolve("source");
        git.write(directory, "source/debian/patches/series", "p\n");
        git.write(directory, "source/debian/patches/p", "--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n 1\n-two\n+II\n 3\n");
        git.write(directory, "source/debian/changelog", """
                hhvm (3.1.0-1) unstable; urgency=medium

                  * One.

                 -- Pat Ckager <pat@example.org>  Sat, 03 Oct 2020 00:00:00 +0000
                """);
        assertThat(run("--from " + upstream + " --onto HHVM-3.2.0")).isEqualTo(ExitCodes.FINDINGS);
        Files.writeString(source.resolve(",,hhvm-deb-rebase/tree/f"), "1\nII, zwei\n3\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--from UPSTREAM",
                "--onto HHVM-3.2.0",
                "--dry-run",
                "--continue --abort",
                "--continue --dry-run",
                "--continue --from /elsewhere",
                "--continue --onto HHVM-3.1.0",
                "--continue --base HHVM-3.2.0",
                "--continue --submodule a=b",
                "--continue --skip-submodule a",
                "--continue --max-download nonsense",
                "--abort --from UPSTREAM",
                "--abort --onto HHVM-3.2.0",
                "--abort --base HHVM-3.1.0",
                "--abort --drop-upstreamed",
                "--abort --dry-run",
                "--abort --git-cache cache",
                "--abort --submodule a=b",
                "--abort --skip-submodule a",
                "--abort --offline",
                "--abort --max-download 1G",
                "--abort --max-objects 1",
                "--abort --max-refs 1",
                "--abort --max-object-size 1",
                "--abort --fetch-timeout 1s",
                "--abort --low-speed-time 1s",
                "--from UPSTREAM --onto HHVM-3.2.0",
            })
    void isRefused(String options) throws Exception {
        Map<String, String> before = everything();
        assertThat(run(options)).as(said()).isEqualTo(ExitCodes.INPUT);
        assertThat(said()).contains("--").doesNotContain("Exception", "\tat ");
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void whatItWasBegunWithMayBeSaidAgain() throws Exception {
        assertThat(run("--continue --drop-upstreamed --base HHVM-3.1.0 --onto HHVM-3.2.0 --from " + upstream))
                .as(said())
                .isZero();
        assertThat(run("--continue")).isEqualTo(ExitCodes.INPUT);
        assertThat(said()).contains("no rebase is in progress");
        assertThat(run("--abort")).isEqualTo(ExitCodes.INPUT);
    }

    @Test
    void anAbortTakesTheFormatAlone() {
        assertThat(run("--abort --format json")).as(said()).isZero();
        assertThat(said()).contains("\"aborted\": true");
    }

    private Map<String, String> everything() throws Exception {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                all.put(file.toString(), Files.isRegularFile(file) ? Files.readString(file) : "");
            }
        }
        return all;
    }

    private int run(String options) {
        List<String> words = new ArrayList<>(List.of("patches", "rebase", source.toString()));
        Stream.of(options.replace("UPSTREAM", upstream).split(" "))
                .filter(w -> !w.isEmpty())
                .forEach(words::add);
        written.reset();
        PrintStream both = new PrintStream(written, true, UTF_8);
        return HhvmDeb.run(
                both, both, Map.of("DEBFULLNAME", "Pat", "DEBEMAIL", "pat@example.org"), words.toArray(String[]::new));
    }

    private String said() {
        return written.toString(UTF_8);
    }
}
