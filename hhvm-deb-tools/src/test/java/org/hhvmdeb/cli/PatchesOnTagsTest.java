package org.hhvmdeb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.hhvmdeb.testkit.GitFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks and forecasts on upstream tags, as a user types them. */
class PatchesOnTagsTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    private String upstream = "";
    private String source = "";

    @BeforeEach
    void makeUpstream() throws Exception {
        GitFixture git = new GitFixture(directory);
        Path hhvm = git.init("hhvm");
        git.write(hhvm, "main.c", "one\n");
        git.commit(hhvm, "first");
        git.git(hhvm, "tag", "HHVM-3.1.0");
        git.write(hhvm, "main.c", "two\n");
        git.commit(hhvm, "second");
        git.git(hhvm, "tag", "HHVM-3.2.0");
        upstream = hhvm.toString();
        source = directory.resolve("source").toString();
        git.write(directory, "source/debian/patches/series", "a.patch\n");
        git.write(
                directory,
                "source/debian/patches/a.patch",
                "Description: say three\nOrigin: upstream, commit:3f2a\n--- a/main.c\n+++ b/main.c\n@@ -1 +1 @@\n-one\n+three\n");
    }

    @Test
    void aCheckOnATagTellsTheTag() {
        assertThat(run("patches", "check", "--from", upstream, "--tag", "HHVM-3.1.0", source))
                .isZero();
        assertThat(out()).isEqualTo("HHVM-3.1.0: 1 patch: it applies\n");
    }

    @Test
    void aCheckOnManyTagsFailsWhereOneFails() {
        assertThat(run(
                        "patches",
                        "check",
                        "--format",
                        "json",
                        "--from",
                        upstream,
                        "--tag",
                        "HHVM-3.1.0",
                        "--tag",
                        "HHVM-3.2.0",
                        source))
                .isEqualTo(1);
        assertThat(out())
                .startsWith("{\n  \"format\": 1,\n  \"passed\": false,\n")
                .contains(
                        "on HHVM-3.2.0 the patch a.patch does not apply",
                        "\"tag\": \"HHVM-3.1.0\"",
                        "\"tag\": \"HHVM-3.2.0\"",
                        "patch-does-not-apply");
    }

    @Test
    void aTagWithoutARepositoryAndBothATagAndATarballAreWrongUsage() {
        assertThat(run("patches", "check", "--tag", "HHVM-3.1.0", source)).isEqualTo(2);
        assertThat(run("patches", "check", "--from", upstream, source)).isEqualTo(2);
        assertThat(run("patches", "check", "--from", upstream, "--tag", "HHVM-3.1.0", "--orig", "x", source))
                .isEqualTo(2);
        assertThat(run("patches", "check", "--from", upstream, "--tag", "HHVM-3.1.9", source))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("the nearest of its 2 tags: HHVM-3.1.0");
    }

    @Test
    void aForecastIsFineWhateverItSays() throws Exception {
        Path page = directory.resolve("out/forecast.html");
        Files.createDirectories(page.getParent());
        assertThat(run(
                        "patches",
                        "forecast",
                        "--from",
                        upstream,
                        "--tags",
                        "HHVM-*",
                        "--html",
                        page.toString(),
                        "--details",
                        source))
                .isZero();
        assertThat(out())
                .contains("1 patch on 2 tags, HHVM-3.1.0 to HHVM-3.2.0")
                .contains("applies up to 3.1.0, conflicts from 3.2.0")
                .contains("line 1 expected: one", "line 1    found: two");
        assertThat(page).content().contains("say three");
    }

    @Test
    void aForecastForAMachineIsJsonAlone() {
        assertThat(run("patches", "forecast", "--from", upstream, "--tags", "*", "--format=json", source))
                .isZero();
        assertThat(out()).startsWith("{\n  \"format\": 1,").endsWith("}\n").contains("\"state\": \"conflicts\"");
    }

    @Test
    void tagsThatNothingMatchesAreWrongInput() {
        assertThat(run("patches", "forecast", "--from", upstream, "--tags", "HHVM-9.*", source))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("HHVM-9.*", "HHVM-3.1.0, HHVM-3.2.0");
    }

    private int run(String... arguments) {
        return HhvmDeb.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of(),
                arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
