package org.hhvmdeb.patch.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.check.PatchReport;
import org.hhvmdeb.testkit.SourceFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("integration")
class DeepPathsTest {

    @TempDir
    Path directory;

    private SourceFixture source;

    @BeforeEach
    void makeSource() throws Exception {
        source = new SourceFixture(directory).file("a.c", "int a;\n").series("deep.patch\n");
    }

    /** The time is a guard: each file costs what its own path does, not its path once for each directory in it. */
    @Test
    void manyFilesInDeepDirectoriesAreMadeAndRemoved() throws Exception {
        StringBuilder patch = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            patch.append(creating("d/".repeat(1000) + i + ".c"));
        }
        source.patch("deep.patch", patch.toString());
        assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
            assertThat(source.check().passed()).isTrue();
            new ApplyPatches().run(ApplyPatchesRequest.of(directory), Progress.silent());
            assertThat(directory.resolve("d/".repeat(1000) + "59.c")).hasContent("x");
            new UnapplyPatches().run(UnapplyPatchesRequest.of(directory), Progress.silent());
        });
        assertThat(directory.resolve("d")).doesNotExist();
    }

    /** As dpkg-source refuses it: GNU patch takes no more names than this, or no file can have the name. */
    @ParameterizedTest
    @ValueSource(strings = {"deep", "long name", "long path"})
    void aPathThatCannotBeWrittenIsAFaultOfThePatch(String what) throws Exception {
        String path = switch (what) {
            case "deep" -> "d/".repeat(1022) + "f.c";
            case "long name" -> "n".repeat(256);
            default -> ("d".repeat(200) + "/").repeat(20) + "f.c";
        };
        source.patch("deep.patch", creating(path));
        PatchReport report = source.check();
        assertThat(report.passed()).isFalse();
        assertThat(report.findings())
                .extracting(Finding::message)
                .anyMatch(m -> m.contains("more than GNU patch takes")
                        || m.contains("no file system takes more than 255")
                        || m.contains("too long to be unpacked"));
        assertThat(Files.exists(directory.resolve("d"))).isFalse();
    }

    @Test
    void theDeepestPathThatDpkgTakesIsTaken() throws Exception {
        source.patch("deep.patch", creating("d/".repeat(1021) + "f.c"));
        assertThat(source.check().passed()).isTrue();
    }

    private static String creating(String path) {
        return "--- /dev/null\n+++ b/" + path + "\n@@ -0,0 +1 @@\n+x\n";
    }
}
