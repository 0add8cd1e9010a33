package org.hhvmdeb.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hhvmdeb.cli.console.ExitCodes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(run("patches", "apply", "--allow-tool-state", source.toString()))
                .isZero();
        out.reset();
        assertThat(run("patches", "unapply", source.toString())).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("git's own", "insist with --allow-tool-state")
                .doesNotContain("was changed since");
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
        assertThat(out.toString(UTF_8))
                .contains("wikimedia-specific", "one.patch", "the first", "the second")
                .doesNotContain("[PATCH]");
    }

    @Test
    void anUnknownPatchOrSectionChangesNothing() throws IOException {
        assertThat(run("patches", "drop", "none.patch", source.toString())).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("the series names no patch none.patch");
        assertThat(run(
                        "patches",
                        "add",
                        Files.copy(patches.resolve("one.patch"), source.resolve("other.patch"))
                                .toString(),
                        source.toString(),
                        "--section",
                        "none"))
                .isEqualTo(2);
        assertThat(patches.resolve("series")).hasContent(SERIES);
        assertThat(err.toString(UTF_8)).contains("none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "patches drop on.patch SOURCE",
                "patches drop debian/patches/on.patch SOURCE",
                "patches rename on.patch b.patch SOURCE",
                "patches refresh on.patch SOURCE",
                "patches apply --to on.patch SOURCE"
            })
    void aNameThatIsNearlyRightIsSuggested(String line) {
        assertThat(run(line.replace("SOURCE", source.toString()).split(" "))).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("names no patch ").endsWith("on.patch; did you mean one.patch?\n");
    }

    @Test
    void aPatchMayBeNamedAsTheShellCompletesIt() throws IOException {
        Files.writeString(source.resolve("f"), "1\n");
        Files.writeString(patches.resolve("series"), "one.patch\n");
        String name = "debian/patches/one.patch";
        String[] orders = {
            "apply --to " + name,
            "unapply",
            "refresh " + name,
            "rename " + name + " two.patch",
            "drop " + name.replace("one", "two")
        };
        Files.delete(patches.resolve("two.patch"));
        for (String order : orders) {
            String[] words = ("patches " + order + " " + source).split(" ");
            assertThat(run(words)).as(order + err.toString(UTF_8)).isZero();
        }
        assertThat(patches.resolve("two.patch")).doesNotExist();
    }

    @Test
    void aFileOfAnotherPackagingIsNoPatchOfThisOne() throws IOException {
        Path other = Files.createDirectories(source.resolve("other/debian/patches"));
        Files.copy(patches.resolve("one.patch"), other.resolve("one.patch"));
        String file = other.resolve("one.patch").toString();
        for (String order : List.of("drop " + file, "refresh " + file, "rename " + file + " x", "apply --to " + file)) {
            String[] words = ("patches " + order + " " + source).split(" ", -1);
            assertThat(run(words)).as(order).isEqualTo(ExitCodes.INPUT);
            assertThat(err.toString(UTF_8)).contains(file);
        }
        assertThat(patches.resolve("one.patch")).exists();
        assertThat(run("patches", "drop", patches.resolve("one.patch").toString(), source.toString()))
                .isZero();
        assertThat(patches.resolve("one.patch")).doesNotExist();
        assertThat(other.resolve("one.patch")).exists();
    }

    @Test
    void whatIsAppliedAndUnappliedIsNamed() throws IOException {
        Files.writeString(source.resolve("f"), "1\n");
        Files.writeString(patches.resolve("series"), "one.patch\n");
        assertThat(run("patches", "apply", source.toString())).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("applied one.patch\n1 patch applied\n");
        assertThat(run("patches", "unapply", source.toString(), "--to", "on.patch"))
                .isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("did you mean one.patch?");
        Files.writeString(source.resolve("f"), "changed\n");
        assertThat(run("patches", "unapply", source.toString())).isEqualTo(1);
        assertThat(out.toString(UTF_8)).contains("or lose it with --force");
        assertThat(run("patches", "unapply", source.toString(), "--force")).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("unapplied one.patch\n1 patch unapplied\n");
    }

    @Test
    void aNameThatNoSeriesTakesCanBeAnotherOne() throws IOException {
        Path fix = Files.copy(patches.resolve("one.patch"), source.resolve("fix forty.patch"));
        assertThat(run("patches", "add", fix.toString(), source.toString())).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("\"fix forty.patch\"", "(patches add --name)");
    }

    @Test
    void aPackagingWithoutTheUpstreamSourceIsTold() throws IOException {
        Files.writeString(patches.resolve("series"), "one.patch\n");
        Files.writeString(source.resolve("pom.xml"), "<project/>\n");
        assertThat(run("patches", "check", source.toString())).isEqualTo(1);
        assertThat(out.toString(UTF_8))
                .contains("[no-upstream-source]", "Name the orig tarball with --orig")
                .endsWith("1 patch: 0 apply, 1 failed, 0 not reached\n");
        Files.writeString(source.resolve("f"), "other\n");
        assertThat(run("patches", "check", source.toString())).isEqualTo(1);
        assertThat(out.toString(UTF_8)).doesNotContain("no-upstream-source");
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        return HhvmDeb.run(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), Map.of(), arguments);
    }
}
