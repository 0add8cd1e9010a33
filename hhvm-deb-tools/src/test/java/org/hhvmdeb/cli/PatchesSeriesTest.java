package org.hhvmdeb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatchesSeriesTest {

    private static final String SERIES = "# first\none.patch\n\n# wikimedia-specific\ntwo.patch # why\n";

    @TempDir
    Path source;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path patches;

    @BeforeEach
    void makeSource() throws IOException {
        patches = Files.createDirectories(source.resolve("debian/patches"));
        Files.writeString(patches.resolve("series"), SERIES);
        Files.writeString(
                patches.resolve("one.patch"), "Description: the first\n--- a/f\n+++ b/f\n@@ -1 +1 @@\n-1\n+2\n");
        Files.writeString(patches.resolve("two.patch"), "Subject: [PATCH] the second\n");
    }

    @Test
    void aPatchIsAddedToASectionAndDroppedAgainWithoutATrace() throws IOException {
        Path fix = Files.writeString(
                source.resolve("fix.patch"), "Description: a fix\n--- a/f\n+++ b/f\n@@ -1 +1 @@\n-2\n+3\n");
        assertThat(run("patches", "add", fix.toString(), source.toString(), "--section", "wikimedia-specific"))
                .isZero();
        assertThat(patches.resolve("series")).hasContent(SERIES + "fix.patch\n");
        assertThat(patches.resolve("fix.patch")).hasSameTextualContentAs(fix);
        assertThat(run("patches", "drop", "fix.patch", source.toString())).isZero();
        assertThat(patches.resolve("series")).hasContent(SERIES);
        assertThat(patches.resolve("fix.patch")).doesNotExist();
    }

    @Test
    void aRefusalNamesTheOptionThatInsists() throws IOException {
        Files.writeString(patches.resolve("series"), "one.patch\n");
        Files.writeString(patches.resolve("one.patch"), "--- /dev/null\n+++ b/.git/x\n@@ -0,0 +1 @@\n+1\n");
        assertThat(run("patches", "apply", source.toString())).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("git's own", "insist with --allow-tool-state");
        assertThat(run("patches", "apply", "--allow-tool-state", source.toString())).isZero();
        out.reset();
        assertThat(run("patches", "unapply", source.toString())).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("git's own", "insist with --allow-tool-state");
    }

    @Test
    void aPatchIsRenamedWithItsComment() throws IOException {
        assertThat(run("patches", "rename", "two.patch", "wikimedia/two.patch", source.toString()))
                .isZero();
        assertThat(patches.resolve("series")).content().contains("\nwikimedia/two.patch # why\n");
        assertThat(patches.resolve("wikimedia/two.patch")).exists();
        assertThat(patches.resolve("two.patch")).doesNotExist();
    }

    @Test
    void theListTellsSectionsAndSummaries() {
        assertThat(run("patches", "list", source.toString())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("wikimedia-specific", "one.patch", "the first", "the second")
                .doesNotContain("[PATCH]");
    }

    @Test
    void anUnknownPatchOrSectionChangesNothing() throws IOException {
        assertThat(run("patches", "drop", "none.patch", source.toString())).isEqualTo(2);
        assertThat(run(
                        "patches",
                        "add",
                        patches.resolve("one.patch").toString(),
                        source.toString(),
                        "--section",
                        "none"))
                .isEqualTo(2);
        assertThat(patches.resolve("series")).hasContent(SERIES);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("none.patch", "none");
    }

    private int run(String... arguments) {
        return HhvmDeb.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of(),
                arguments);
    }
}
