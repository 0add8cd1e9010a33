package org.hhvmdeb.patch.diff;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.testkit.Programs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatchFileTest {

    private static final String DIFF = "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n";

    @TempDir
    Path directory;

    private static PatchFile of(String content) {
        return PatchFile.of(content.getBytes(ISO_8859_1));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--- a/f\n",
                "text\n--- a/f\n",
                "text\r\n--- a/f\r\n",
                "text\n---\n f | 2 +-\n\ndiff --git a/f b/f\n--- a/f\n",
                "text\n--- \n---\t\n---  f\n",
                "text\nIndex: f\n=====\n--- a/f\n",
                "text\nIndex:f\n",
                "text\n*** a/f\n--- b/f\n",
                "text\ndiff -u a b\n",
                "text\ndiff a b\nonly text\n",
                " --- a/f\n +++ b/f\n",
                "-- \n2.30\n",
                "--- \r\nDescription: \u00e9\n--- x",
                "---\n"
            })
    void theDiffBeginsWhereQuiltSaysSo(String content) throws Exception {
        assumeTrue(
                Files.exists(Path.of("/usr/bin/quilt")), "quilt is not installed, so there is nothing to compare with");
        Path patches = Files.createDirectories(directory.resolve("patches"));
        Files.write(patches.resolve("p"), content.getBytes(ISO_8859_1));
        Files.writeString(patches.resolve("series"), "p\n");
        byte[] header = of(content).header();
        String quilt = Programs.untethered()
                .run(Command.of("sh", "-c", "quilt header p > header")
                        .in(directory)
                        .with("QUILT_PATCHES", "patches")
                        .with("QUILTRC", "-"))
                .orFail()
                .describe();
        assertThat(text(header)).as(quilt).isEqualTo(text(Files.readAllBytes(directory.resolve("header"))));
    }

    @Test
    void bothPartsTogetherAreTheFile() {
        PatchFile file = of("Description: x\n\n" + DIFF);
        assertThat(text(file.header())).isEqualTo("Description: x\n\n");
        assertThat(text(file.diff())).isEqualTo(DIFF);
        assertThat(file.diffLine()).isEqualTo(3);
        assertThat(text(file.toBytes())).isEqualTo("Description: x\n\n" + DIFF);
    }

    @Test
    void eachPartCanBeReplaced() {
        PatchFile file = of("Description: x\n\n" + DIFF);
        assertThat(text(file.withHeader("Subject: y\n".getBytes(ISO_8859_1)).toBytes()))
                .isEqualTo("Subject: y\n" + DIFF);
        assertThat(text(file.withDiff("--- z\n".getBytes(ISO_8859_1)).toBytes()))
                .isEqualTo("Description: x\n\n--- z\n");
    }
}
