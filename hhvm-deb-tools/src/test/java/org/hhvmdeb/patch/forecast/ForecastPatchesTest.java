package org.hhvmdeb.patch.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.Json;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.testkit.RandomSeries;
import org.hhvmdeb.upstream.tree.UpstreamSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class ForecastPatchesTest {

    @TempDir
    Path directory;

    private GitFixture git;
    private Path hhvm;
    private Path debian;
    private final List<String> series = new ArrayList<>();
    private final Map<Integer, String> lines = new TreeMap<>();

    @BeforeEach
    void makeUpstream() throws Exception {
        git = new GitFixture(directory);
        hhvm = git.init("hhvm");
        debian = Files.createDirectories(directory.resolve("debian"));
        Files.createDirectories(debian.resolve("patches"));
        IntStream.rangeClosed(1, 60).forEach(n -> lines.put(n, "line " + n));
        release("HHVM-3.1.0");
    }

    @Test
    void anOffsetIsHowFarTheFarthestHunkStandsFromItsPlace() throws Exception {
        patch("a.patch", 20, "changed");
        lines.put(1, "line 1\nand\nthree\nmore");
        release("HHVM-3.2.0");
        assertThat(states("a.patch")).containsExactly(CellState.APPLIES, CellState.OFFSET);
        assertThat(row("a.patch").cells().get(1).offset()).isEqualTo(3);
        assertThat(trend("a.patch")).isEqualTo("applies on all 2 tags");
    }

    @Test
    void whatUpstreamHasTakenIsUpstreamSinceThen() throws Exception {
        patch("a.patch", 20, "changed");
        lines.put(50, "elsewhere");
        release("HHVM-3.2.0");
        lines.put(20, "changed");
        release("HHVM-3.3.0");
        lines.put(1, "line 1\nmore");
        release("HHVM-3.4.0");
        lines.put(21, "changed once more");
        release("HHVM-3.5.0");
        assertThat(states("a.patch"))
                .containsExactly(
                        CellState.APPLIES,
                        CellState.APPLIES,
                        CellState.UPSTREAM,
                        CellState.UPSTREAM,
                        CellState.CONFLICTS);
        assertThat(trend("a.patch"))
                .isEqualTo(
                        "applies up to 3.2.0, upstream since 3.3.0, changed again upstream and conflicts from 3.5.0");
        Cell.Trouble trouble = row("a.patch").cells().get(4).troubles().get(0);
        assertThat(trouble.file()).isEqualTo("main.c");
        assertThat(trouble.hunk()).isEqualTo(1);
        assertThat(trouble.text()).contains("changed once more");
        assertThat(forecast("*").findings(CellState.parse(List.of("conflicts", "Broken ")), debian))
                .singleElement()
                .hasToString(
                        debian.resolve("patches/series") + ":1: error: the patch a.patch applies up to 3.2.0, upstream"
                                + " since 3.3.0, changed again upstream and conflicts from 3.5.0 [patch-forecast]");
        assertThat(forecast("*").findings(CellState.parse(List.of("partly-upstream")), debian))
                .isEmpty();
        assertThatThrownBy(() -> CellState.parse(List.of("conflict")))
                .hasMessageContainingAll("\"conflict\"", "conflicts, blocked");
    }

    @Test
    void aChangeThatIsThereAndFitsOnceMoreElsewhereIsUpstream() throws Exception {
        lines.clear();
        for (int i = 1; i <= 40; i++) {
            lines.put(i, i % 10 == 0 ? "case " + i : "same");
        }
        release("HHVM-3.2.0");
        series.clear();
        write("a.patch", "--- a/main.c\n+++ b/main.c\n@@ -4,2 +4,3 @@\n same\n+new\n same\n");
        lines.put(5, "new\nsame");
        release("HHVM-3.3.0");
        assertThat(row("a.patch", "HHVM-3.[23].0").cells())
                .extracting(Cell::state)
                .containsExactly(CellState.APPLIES, CellState.UPSTREAM);
    }

    @Test
    void ofWhatUpstreamHasPartlyTheRestIsPutIn() throws Exception {
        String before = text();
        lines.put(10, "first");
        lines.put(40, "second");
        diff("two.patch", before, text());
        before = text();
        lines.put(41, "on top of the second");
        diff("top.patch", before, text());
        lines.put(40, "line 40");
        lines.put(41, "line 41");
        release("HHVM-3.2.0");
        assertThat(states("two.patch")).containsExactly(CellState.APPLIES, CellState.PARTLY_UPSTREAM);
        assertThat(states("top.patch")).containsExactly(CellState.APPLIES, CellState.APPLIES);
        assertThat(ForecastText.of(forecast("HHVM-3.2.0"), true)).contains("1 of 2 changes are upstream");
    }

    @Test
    void aPatchThatFailsForLackOfAnotherNamesIt() throws Exception {
        String start = text();
        lines.put(20, "ours");
        diff("a.patch", start, text());
        String afterA = text();
        lines.put(20, "ours\nand more");
        diff("b.patch", afterA, text());
        String afterB = text();
        lines.put(50, "far away");
        diff("c.patch", afterB, text());
        lines.put(20, "theirs");
        lines.put(50, "line 50");
        release("HHVM-3.2.0");
        lines.put(20, "ours");
        release("HHVM-3.3.0");
        assertThat(states("a.patch")).containsExactly(CellState.APPLIES, CellState.CONFLICTS, CellState.UPSTREAM);
        assertThat(states("b.patch")).containsExactly(CellState.APPLIES, CellState.BLOCKED, CellState.APPLIES);
        assertThat(row("b.patch").cells().get(1).blockers()).containsExactly("a.patch");
        assertThat(states("c.patch").get(1)).isEqualTo(CellState.OFFSET);
    }

    @Test
    void filesThatCameWentOrMovedUpstreamAreUpstream() throws Exception {
        git.write(hhvm, "gone.c", "gone\n");
        release("HHVM-3.2.0");
        write("new.patch", "--- /dev/null\n+++ b/new.c\n@@ -0,0 +1 @@\n+new\n");
        write("gone.patch", "--- a/gone.c\n+++ /dev/null\n@@ -1 +0,0 @@\n-gone\n");
        write(
                "move.patch",
                "diff --git a/main.c b/moved.c\nsimilarity index 100%\nrename from main.c\nrename to moved.c\n");
        git.write(hhvm, "new.c", "new\n");
        Files.delete(hhvm.resolve("gone.c"));
        Files.move(hhvm.resolve("main.c"), hhvm.resolve("moved.c"));
        git.commit(hhvm, "moved");
        git.git(hhvm, "tag", "HHVM-3.3.0");
        for (String patch : List.of("new.patch", "gone.patch", "move.patch")) {
            assertThat(row(patch, "HHVM-3.[23].0").cells())
                    .as(patch)
                    .extracting(Cell::state)
                    .containsExactly(CellState.APPLIES, CellState.UPSTREAM);
        }
    }

    @Test
    void aRemovalThatLeavesCommonLinesIsNotTakenForUpstreams() throws Exception {
        lines.clear();
        IntStream.rangeClosed(1, 9).forEach(n -> lines.put(n, n == 5 ? "remove me" : "}"));
        release("HHVM-3.2.0");
        write("a.patch", "--- a/main.c\n+++ b/main.c\n@@ -4,3 +4,2 @@\n }\n-remove me\n }\n");
        lines.put(4, "other");
        release("HHVM-3.3.0");
        lines.put(5, "}");
        release("HHVM-3.4.0");
        assertThat(row("a.patch", "HHVM-3.[234].0").cells())
                .extracting(Cell::state)
                .containsExactly(CellState.APPLIES, CellState.CONFLICTS, CellState.UPSTREAM);
    }

    @Test
    void aBlockThatMovesInsideAFileIsUpstreamOnceItHasMovedThere() throws Exception {
        String block = "case ONE:\n  client = true;\n  break;";
        lines.put(20, block);
        release("HHVM-3.2.0");
        String before = text();
        lines.put(20, "line 20");
        lines.put(40, "#ifndef NO_ONE\n" + block + "\n#endif");
        diff("move.patch", before, text().replace("line 20\n", ""));
        lines.put(20, block);
        release("HHVM-3.3.0");
        lines.remove(20);
        release("HHVM-3.4.0");
        lines.put(1, "new\nline 1");
        release("HHVM-3.5.0");
        lines.put(60, block);
        release("HHVM-3.6.0");
        assertThat(row("move.patch", "HHVM-3.[23456].0").cells())
                .extracting(Cell::state)
                .as("copied only, moved, moved and something before it, moved and again elsewhere")
                .containsExactly(
                        CellState.APPLIES,
                        CellState.PARTLY_UPSTREAM,
                        CellState.UPSTREAM,
                        CellState.UPSTREAM,
                        CellState.UPSTREAM);
    }

    @Test
    void aRemovedLineThatStandsInOtherPlacesTooIsUpstreamWhereItIsGone() throws Exception {
        lines.put(10, "#endif");
        lines.put(20, "#endif");
        lines.put(40, "#endif");
        release("HHVM-3.2.0");
        String before = text();
        lines.remove(20);
        diff("a.patch", before, text());
        release("HHVM-3.3.0");
        lines.put(1, "new\nline 1");
        release("HHVM-3.4.0");
        lines.put(20, "#endif");
        lines.put(21, "other");
        release("HHVM-3.5.0");
        assertThat(row("a.patch", "HHVM-3.[2345].0").cells())
                .extracting(Cell::state)
                .as("there, gone, gone and something before it, there and something behind it")
                .containsExactly(CellState.APPLIES, CellState.UPSTREAM, CellState.UPSTREAM, CellState.CONFLICTS);
    }

    @Test
    void aRemovedLineThatALikePlaceKeepsIsUpstreamWhereItIsGone() throws Exception {
        lines.clear();
        for (int function = 1; function <= 3; function++) {
            lines.put(function, "int f" + function + "() {\n  int i;\n  return 0;\n}\n#endif\n");
        }
        release("HHVM-3.2.0");
        String before = text();
        lines.put(2, "int f2() {\n  int i;\n  return 0;\n}\n");
        diff("a.patch", before, text());
        release("HHVM-3.3.0");
        assertThat(row("a.patch", "HHVM-3.[23].0").cells())
                .extracting(Cell::state)
                .containsExactly(CellState.APPLIES, CellState.UPSTREAM);
    }

    /** What the removal would leave stands at the beginning, but the line to remove is still in its place. */
    @Test
    void aRemovedLineOfNoWordThatIsStillInItsPlaceIsNotUpstream() throws Exception {
        lines.put(1, "s1\ns2\ns3\ns4\ns5\ns6");
        lines.put(30, "s1\ns2\ns3\n\ns4\ns5\ns6");
        release("HHVM-3.2.0");
        String before = text();
        lines.put(30, "s1\ns2\ns3\ns4\ns5\ns6");
        lines.put(50, "changed");
        diff("a.patch", before, text());
        lines.put(30, "s1\ns2\ns3\n\ns4\ns5\ns6");
        release("HHVM-3.3.0");
        assertThat(row("a.patch", "HHVM-3.[23].0").cells())
                .extracting(Cell::state)
                .containsExactly(CellState.APPLIES, CellState.PARTLY_UPSTREAM);
    }

    /** A hunk with less context at one end belongs to that end of the file; what is there already need not stay at it. */
    @Test
    void aChangeNearAnEndOfTheFileIsUpstreamAlsoWhereTheFileHasGrownThereSince() throws Exception {
        lines.clear();
        for (int line = 2; line <= 11; line++) {
            lines.put(line, "line " + line);
        }
        release("HHVM-3.2.0");
        String before = text();
        lines.put(10, "changed below");
        diff("below.patch", before, text());
        String between = text();
        lines.put(3, "changed above");
        diff("above.patch", between, text());
        release("HHVM-3.3.0");
        lines.put(12, "one more");
        lines.put(1, "and one more");
        release("HHVM-3.4.0");
        for (String patch : List.of("below.patch", "above.patch")) {
            assertThat(row(patch, "HHVM-3.[234].0").cells())
                    .extracting(Cell::state)
                    .containsExactly(CellState.APPLIES, CellState.UPSTREAM, CellState.UPSTREAM);
        }
    }

    @Test
    void aModeThatUpstreamHasIsUpstream() throws Exception {
        String mode = "diff --git a/main.c b/main.c\nold mode 100644\nnew mode 100755\n";
        write("mode.patch", mode);
        write("both.patch", mode + edit(20, "changed"));
        lines.put(20, "changed");
        release("HHVM-3.2.0");
        git.sh(hhvm, "chmod +x main.c");
        release("HHVM-3.3.0");
        assertThat(states("mode.patch")).containsExactly(CellState.APPLIES, CellState.APPLIES, CellState.UPSTREAM);
        series.remove("mode.patch");
        assertThat(states("both.patch"))
                .containsExactly(CellState.APPLIES, CellState.PARTLY_UPSTREAM, CellState.UPSTREAM);
    }

    @Test
    void aLinkThatUpstreamCreatedTooIsUpstream() throws Exception {
        git.git(hhvm, "tag", "HHVM-3.2.0");
        Files.createSymbolicLink(hhvm.resolve("link.c"), Path.of("main.c"));
        git.commit(hhvm, "link");
        git.git(hhvm, "tag", "HHVM-3.3.0");
        write("link.patch", git.git(hhvm, "diff", "HHVM-3.2.0", "HHVM-3.3.0") + "\n");
        git.git(hhvm, "rm", "-q", "link.c");
        Files.createSymbolicLink(hhvm.resolve("link.c"), Path.of("other.c"));
        git.commit(hhvm, "another link");
        git.git(hhvm, "tag", "HHVM-3.4.0");
        git.git(hhvm, "rm", "-q", "link.c");
        git.write(hhvm, "link.c", "main.c");
        git.commit(hhvm, "a file");
        git.git(hhvm, "tag", "HHVM-3.5.0");
        assertThat(row("link.patch", "HHVM-3.[2345].0").cells())
                .extracting(Cell::state)
                .containsExactly(CellState.APPLIES, CellState.UPSTREAM, CellState.CONFLICTS, CellState.CONFLICTS);
    }

    @Test
    void aDiffThatDpkgSourceTakesOnNoTreeIsBrokenOnAll() throws Exception {
        Files.createSymbolicLink(hhvm.resolve("link.c"), Path.of("main.c"));
        Files.write(hhvm.resolve("icon.png"), new byte[] {1, 0, 2});
        git.commit(hhvm, "link");
        git.git(hhvm, "tag", "HHVM-3.2.0");
        Files.delete(hhvm.resolve("link.c"));
        git.commit(hhvm, "no link");
        git.git(hhvm, "tag", "HHVM-3.3.0");
        Files.write(hhvm.resolve("icon.png"), new byte[] {1, 0, 3});
        git.commit(hhvm, "icon");
        git.git(hhvm, "tag", "HHVM-3.4.0");
        write("link.patch", git.git(hhvm, "diff", "HHVM-3.2.0", "HHVM-3.3.0") + "\n");
        write("icon.patch", git.git(hhvm, "diff", "--binary", "HHVM-3.3.0", "HHVM-3.4.0") + "\n\n");
        for (String patch : List.of("link.patch", "icon.patch")) {
            assertThat(row(patch, "HHVM-3.[234].0").cells())
                    .as(patch)
                    .extracting(Cell::state)
                    .containsOnly(CellState.BROKEN);
        }
        assertThat(row("icon.patch", "HHVM-3.2.0")
                        .cells()
                        .get(0)
                        .troubles()
                        .get(0)
                        .text())
                .contains("line 1", "icon.png", "binary");
        assertThat(row("link.patch", "HHVM-3.2.0")
                        .cells()
                        .get(0)
                        .troubles()
                        .get(0)
                        .text())
                .contains("line 1", "link.c", "symbolic link");
    }

    /** The new side of each hunk stands where the other one begins, and nothing has moved. */
    @Test
    void aBlockThatCouldBeMovedBetweenLikeSurroundingsHasNotMoved() throws Exception {
        lines.clear();
        String surroundings = "s1\ns2\ns3\ns4\ns5\ns6";
        String block = "s1\ns2\ns3\ncase ONE:\n  client = true;\ns4\ns5\ns6";
        lines.put(1, surroundings);
        lines.put(2, IntStream.rangeClosed(1, 20).mapToObj(n -> "between " + n).collect(Collectors.joining("\n")));
        lines.put(3, block);
        release("HHVM-3.2.0");
        String before = text();
        lines.put(1, block);
        lines.put(3, surroundings);
        diff("move.patch", before, text());
        Path patch = debian.resolve("patches/move.patch");
        Files.writeString(patch, Files.readString(patch) + "--- a/g\n+++ b/g\n@@ -1 +1 @@\n-old\n+new\n");
        lines.put(1, surroundings);
        lines.put(3, block);
        git.write(hhvm, "g", "new\n");
        release("HHVM-3.3.0");
        assertThat(row("move.patch", "HHVM-3.3.0").cells())
                .extracting(Cell::state)
                .containsExactly(CellState.PARTLY_UPSTREAM);
    }

    @Test
    void aRemovedLineOfNoWordIsUpstreamWhereItsSurroundingsHaveClosed() throws Exception {
        lines.put(20, "");
        lines.put(40, "}");
        lines.put(50, "");
        release("HHVM-3.2.0");
        String before = text();
        lines.remove(20);
        diff("a.patch", before, text());
        lines.put(1, "new\nline 1");
        release("HHVM-3.3.0");
        lines.put(21, "other");
        release("HHVM-3.4.0");
        assertThat(row("a.patch", "HHVM-3.[234].0").cells())
                .extracting(Cell::state)
                .containsExactly(CellState.APPLIES, CellState.UPSTREAM, CellState.CONFLICTS);
    }

    @Test
    void brokenAndUnreadableDoNotStopTheOthers() throws Exception {
        Path lib = git.init("lib");
        git.write(lib, "lib.c", "x\n");
        git.commit(lib, "lib");
        git.addSubmodule(hhvm, "../lib", "lib");
        git.commit(hhvm, "lib");
        git.git(hhvm, "tag", "HHVM-3.2.0");
        FileTree.delete(lib);
        write("lib.patch", "--- a/lib/lib.c\n+++ b/lib/lib.c\n@@ -1 +1 @@\n-x\n+y\n");
        write("text.patch", "no diff\n");
        write("outside.patch", "--- a/../../x\n+++ b/../../x\n@@ -1 +1 @@\n-x\n+y\n");
        series.add("missing.patch");
        series.add("../changelog");
        patch("good.patch", 20, "changed");
        assertThat(forecast("HHVM-3.2.0").patches())
                .extracting(p -> p.cells().get(0).state())
                .containsExactly(
                        CellState.UNKNOWN,
                        CellState.BROKEN,
                        CellState.BROKEN,
                        CellState.BROKEN,
                        CellState.BROKEN,
                        CellState.APPLIES);
        assertThat(row("lib.patch", "HHVM-3.2.0")
                        .cells()
                        .get(0)
                        .troubles()
                        .get(0)
                        .text())
                .contains("submodule lib")
                .contains("../lib");
    }

    @Test
    void whatIsRememberedFromOtherTagsChangesNothing() throws Exception {
        List<String> tags = new ArrayList<>();
        Path patches = debian.resolve("patches");
        for (int seed = 1; seed <= 24; seed++) {
            Path source = Files.createDirectory(directory.resolve("seed-" + seed));
            new RandomSeries(seed % 6 + 100L * (seed % 2), directory, source).write();
            if (seed <= 6) {
                for (String patch : Files.readAllLines(source.resolve("debian/patches/series"))) {
                    Files.copy(source.resolve("debian/patches/" + patch), patches.resolve(seed + patch));
                    series.add(seed + patch);
                }
            }
            FileTree.delete(source.resolve("debian"));
            git.git(hhvm, "rm", "-rqf", ".");
            git.write(hhvm, "seed", seed + "\n");
            try (var files = Files.list(source)) {
                for (Path file : files.toList()) {
                    FileTree.copy(file, hhvm.resolve(file.getFileName()));
                }
            }
            git.commit(hhvm, "seed " + seed);
            git.git(hhvm, "tag", "HHVM-4." + seed + ".0");
            tags.add("HHVM-4." + seed + ".0");
        }
        Forecast together = forecast("HHVM-4.*");
        for (int t = 0; t < tags.size(); t++) {
            int tag = t;
            assertThat(together.patches())
                    .as(tags.get(t))
                    .extracting(p -> p.cells().get(tag))
                    .containsExactlyElementsOf(forecast(tags.get(t)).patches().stream()
                            .map(p -> p.cells().get(0))
                            .toList());
        }
        assertThat(together.patches().stream().flatMap(p -> p.cells().stream()).map(Cell::state))
                .contains(CellState.APPLIES, CellState.OFFSET, CellState.CONFLICTS);
    }

    @Test
    void tagsAreChosenByGlobsAndOrderedByVersion() throws Exception {
        patch("a.patch", 20, "changed");
        for (String tag :
                List.of("HHVM-3.10.0", "HHVM-3.9.0", "HHVM-3.10.0-alpha1", "nightly-2017.06.01", "not-a-version")) {
            git.git(hhvm, "tag", tag);
        }
        assertThat(names("HHVM-3.*")).containsExactly("HHVM-3.1.0", "HHVM-3.9.0", "HHVM-3.10.0-alpha1", "HHVM-3.10.0");
        assertThat(names("HHVM-3.?.0")).containsExactly("HHVM-3.1.0", "HHVM-3.9.0");
        assertThat(names("HHVM-3.1[0-9].0", "n*")).containsExactly("HHVM-3.10.0", "nightly-2017.06.01");
        assertThat(names("HHVM-3.[!9].0")).containsExactly("HHVM-3.1.0");
        for (String glob : List.of("HHVM-9.*", "not-*", "HHVM-3.[", "", "HHVM-3.[9-0].0")) {
            assertThatThrownBy(() -> forecast(glob))
                    .as(glob)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(glob);
        }
    }

    @Test
    void withoutASeriesThereIsNothingToForecast() {
        assertThatThrownBy(() -> new ForecastPatches()
                        .run(
                                new ForecastRequest(debian, UpstreamSource.of(hhvm.toString()), List.of("*")),
                                Progress.silent()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("series");
    }

    @Test
    void theTextFitsInto120ColumnsAndSharesLinesBetweenEqualTags() throws Exception {
        for (int i = 0; i < 60; i++) {
            patch("with/a/long/name/" + "x".repeat(40) + i + ".patch", 20 + i % 3, "changed " + i);
        }
        for (int i = 2; i < 20; i++) {
            git.git(hhvm, "tag", "HHVM-3.1." + i);
        }
        String text = ForecastText.of(forecast("HHVM-3.*"), false);
        assertThat(text.lines()).allMatch(l -> l.length() <= 120).contains("# with/a/long/name");
        assertThat(text).contains("3.1.0 – 3.1.19");
    }

    @Test
    void thePageHoldsNothingThatRunsOrLoadsAndIsTheSameEachTime() throws Exception {
        String name = "<script>alert(1)<.patch";
        write("\"><img src=x>'&.patch", "Description: <b>\u202e\n" + edit(20, "changed"));
        write(name, "no diff <i>\n");
        Files.writeString(
                debian.resolve("patches/series"),
                "# a <u>section</u>\n" + String.join("\n", series).replace(' ', '_') + "\n");
        Files.move(debian.resolve("patches/\"><img src=x>'&.patch"), debian.resolve("patches/\"><img_src=x>'&.patch"));
        lines.put(20, "else");
        release("HHVM-3.2.0");
        Forecast forecast = new ForecastPatches()
                .run(new ForecastRequest(debian, UpstreamSource.of(hhvm.toString()), List.of("*")), Progress.silent());
        String page = ForecastPage.of(forecast);
        assertThat(page)
                .isEqualTo(ForecastPage.of(forecast))
                .doesNotContain("<script", "<img", "<u>", "http:", "https:", "src=\"", "href=")
                .contains("&lt;script&gt;alert(1)&lt;.patch", "a &lt;u&gt;section", "<bdi>&lt;b&gt;");
        String xml = page.replaceFirst("(?s)^<!DOCTYPE html>", "")
                .replaceAll("(<meta [^>]*)>", "$1/>")
                .replace("<div popover ", "<div popover='' ");
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        assertThat(Json.document(ForecastJson.of(forecast)))
                .contains("\"state\": \"conflicts\"", "\"state\": \"broken\"");
    }

    private void release(String tag) throws Exception {
        git.write(hhvm, "main.c", text());
        git.commit(hhvm, tag);
        git.git(hhvm, "tag", tag);
    }

    private String text() {
        return lines.values().stream().map(l -> l + "\n").collect(Collectors.joining());
    }

    private void patch(String name, int line, String after) throws Exception {
        write(name, edit(line, after));
    }

    private static String edit(int line, String after) {
        StringBuilder patch = new StringBuilder("--- a/main.c\n+++ b/main.c\n");
        patch.append("@@ -").append(line - 3).append(",7 +").append(line - 3).append(",7 @@\n");
        for (int n = line - 3; n <= line + 3; n++) {
            patch.append(n == line ? "-line " + n + "\n+" + after + "\n" : " line " + n + "\n");
        }
        return patch.toString();
    }

    private void diff(String name, String before, String after) throws Exception {
        Path work = Files.createDirectories(directory.resolve("diff"));
        git.sh(work, "mkdir -p a b");
        Files.writeString(work.resolve("a/main.c"), before);
        Files.writeString(work.resolve("b/main.c"), after);
        write(name, git.sh(work, "diff -u a/main.c b/main.c || true") + "\n");
    }

    private void write(String name, String patch) throws Exception {
        Path file = debian.resolve("patches/" + name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, patch);
        series.add(name);
    }

    private List<String> names(String... globs) throws Exception {
        return forecast(globs).tags().stream().map(t -> t.name().text()).toList();
    }

    private List<CellState> states(String patch) throws Exception {
        return row(patch).cells().stream().map(Cell::state).toList();
    }

    private String trend(String patch) throws Exception {
        return new ForecastWords(forecast("*")).trend(row(patch));
    }

    private Forecast.Row row(String patch) throws Exception {
        return row(patch, "*");
    }

    private Forecast.Row row(String patch, String glob) throws Exception {
        return forecast(glob).patches().stream()
                .filter(p -> p.patch().equals(patch))
                .findFirst()
                .orElseThrow();
    }

    private Forecast forecast(String... globs) throws Exception {
        Files.writeString(debian.resolve("patches/series"), String.join("\n", series) + "\n");
        return new ForecastPatches()
                .run(
                        new ForecastRequest(debian, UpstreamSource.of(hhvm.toString()), List.of(globs)),
                        Progress.silent());
    }
}
