package org.hhvmdeb.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hhvmdeb.cli.console.ExitCodes;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.patch.stage.TreeChange;
import org.hhvmdeb.process.HeldCommand;
import org.hhvmdeb.testkit.CacheInputs;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.testkit.Packaging;
import org.hhvmdeb.testkit.QuickSource;
import org.hhvmdeb.testkit.RepoFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two runs on one tree or one output: the first stands still in the middle of its work, and the second is told. */
@Tag("integration")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TwoRunsTest {

    private static final String SERIES = "debian/patches/series";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    private Path tree;
    private Path first;

    @BeforeEach
    void makePlaces() throws IOException {
        tree = Files.createDirectory(directory.resolve("tree"));
        first = Files.createDirectory(directory.resolve("first"));
    }

    /** Two patches; the second is not clean, and applies with an offset. */
    private void writeSource() throws IOException {
        write("main.c", "0\n1\n2\n3\n4\n5\n6\n7\n8\n");
        write("other.c", "one\n");
        write("debian/changelog", Packaging.changelog("3.1.0-1"));
        write(SERIES, "a.patch\nb.patch");
        write("debian/patches/a.patch", "--- a/other.c\n+++ b/other.c\n@@ -1 +1 @@\n-one\n+three\n");
        write(
                "debian/patches/b.patch",
                "Forwarded: No\n--- a/main.c\n+++ b/main.c\n@@ -1,3 +1,3 @@\n 5\n-6\n+six\n 7\n");
        write("new.patch", "--- a/new\n+++ b/new\n@@ -0,0 +1 @@\n+new\n");
    }

    private void write(String file, String content) throws IOException {
        Path path = tree.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private int run(String... words) {
        err.reset();
        return HhvmDeb.run(
                new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), System.getenv(), words);
    }

    private void assertTold(Path named, String... words) throws IOException {
        List<String> before = contents(directory);
        assertThat(run(words)).as(String.join(" ", words) + "\n" + err).isEqualTo(ExitCodes.OUTSIDE);
        assertThat(err.toString(UTF_8))
                .contains("another run ")
                .containsAnyOf(
                        named.toString(), tree.resolve(TreeChange.directory()).toString());
        assertThat(contents(directory)).isEqualTo(before);
    }

    private static List<String> contents(Path directory) throws IOException {
        List<String> all = new ArrayList<>();
        for (RelativePath file : FileTree.list(directory)) {
            Path path = file.under(directory);
            boolean counts = Files.isRegularFile(path) && !file.text().endsWith("/lock");
            all.add(file.text() + (counts ? ": " + Sha256.of(path) : ""));
        }
        return all;
    }

    /** Holds a command where it has written a file. */
    private HeldCommand hold(String call, Path written, String... words) throws Exception {
        assumeTrue(HeldCommand.isPossible(), "strace is not installed, so nothing can be held by it");
        return HeldCommand.start(first, call, List.of(), words)
                .await(() -> written.toFile().length() > 0);
    }

    static Stream<Arguments> changesOfTheTree() {
        return Stream.of(
                Arguments.of("apply", "fsync:delay_enter:when=1", "journal.draft"),
                Arguments.of("apply", "rename:delay_exit:when=1", "journal"),
                Arguments.of("unapply", "fsync:delay_enter:when=1", "journal.draft"),
                Arguments.of("unapply", "rename:delay_exit:when=1", "journal"));
    }

    @ParameterizedTest
    @MethodSource("changesOfTheTree")
    void ofTwoThatChangeOneSourceTree(String verb, String call, String awaited) throws Exception {
        writeSource();
        boolean undone = verb.equals("unapply");
        assertThat(undone ? run("patches", "apply", tree.toString()) : 0).isZero();
        Path stage = tree.resolve(".pc/.hhvm-deb");
        HeldCommand held = hold(call, stage.resolve(awaited), "patches", verb, tree.toString());
        for (String second : List.of("apply", "unapply", "check", "refresh")) {
            assertTold(stage, "patches", second, tree.toString());
        }
        assertThat(held.finish()).as(held.command().text()).isZero();
        assertThat(stage).doesNotExist();
        assertThat(tree.resolve("other.c")).hasContent(undone ? "one\n" : "three\n");
        assertThat(run("patches", undone ? "apply" : "unapply", tree.toString()))
                .as(err.toString(UTF_8))
                .isZero();
    }

    private static List<String> words(String line, Path tree) {
        return Stream.of(line.split(" "))
                .map(w -> w.replace("TREE", tree.toString()))
                .toList();
    }

    static Stream<Arguments> changesOfThePackaging() {
        return Stream.of(
                        "refresh TREE",
                        "add TREE/new.patch TREE",
                        "drop a.patch TREE",
                        "rename a.patch c.patch TREE",
                        "lint --fix TREE")
                .flatMap(c -> Stream.of(
                        Arguments.of(c, "fsync:delay_enter:when=1", "0"),
                        Arguments.of(c, "rename:delay_exit:when=1", "list")));
    }

    @ParameterizedTest
    @MethodSource("changesOfThePackaging")
    void ofTwoThatChangeOneSeries(String line, String call, String awaited) throws Exception {
        writeSource();
        Path expected = directory.resolve("expected");
        FileTree.copy(tree, expected);
        List<String> alone = new ArrayList<>(List.of("patches"));
        alone.addAll(words(line, expected));
        run(alone.toArray(String[]::new));
        Path batch = tree.resolve("debian/,,hhvm-deb-batch");
        List<String> words = new ArrayList<>(List.of("patches"));
        words.addAll(words(line, tree));
        HeldCommand held = hold(call, batch.resolve(awaited), words.toArray(String[]::new));
        for (String second : List.of(
                "refresh TREE",
                "add TREE/new.patch TREE",
                "drop b.patch TREE",
                "rename b.patch d.patch TREE",
                "lint --fix TREE",
                "list TREE",
                "check TREE",
                "apply TREE",
                "rebase TREE --continue",
                "rebase TREE --abort")) {
            List<String> told = new ArrayList<>(List.of("patches"));
            told.addAll(words(second, tree));
            assertTold(batch, told.toArray(String[]::new));
        }
        held.finish();
        assertThat(contents(tree)).isEqualTo(contents(expected));
    }

    static Stream<Arguments> outputs() {
        return Stream.of(
                Arguments.of("source build --orig ORIG --debian DEBIAN --output OUT", "rename"),
                Arguments.of("package build DSC --output OUT", "rename"),
                Arguments.of("upstream import HHVM-3.1.0 --from GIT --output OUT", "fsync"),
                Arguments.of("cache compile SITE --hhvm HHVM --name s --output OUT", "fsync"),
                Arguments.of(
                        "cache pack REPO --hhvm HHVM --run --name s-c --package-version 1 --maintainer MAINTAINER"
                                + " --date 2020-01-01 --output OUT",
                        "fsync"),
                Arguments.of("cache canonicalise REPO --output OUT", "fsync"),
                Arguments.of("cache rebuild REPO --base BASE --output OUT", "fsync"),
                Arguments.of("cache prune REPO --live SCHEMA --apply --output OUT", "fsync"));
    }

    private void writeInputs() throws Exception {
        Path inputs = Files.createDirectory(directory.resolve("inputs"));
        CacheInputs.write(inputs);
        RepoFixture.compiled(inputs.resolve("base.hhbc"), RepoFixture.SCHEMA, "index.php");
        GitFixture git = new GitFixture(inputs);
        Path hhvm = git.init("git");
        git.write(hhvm, "main.c", "one\n");
        git.commit(hhvm, "first");
        git.git(hhvm, "tag", "HHVM-3.1.0");
        git.write(inputs, "site/index.php", "<?php\n");
    }

    private List<String> line(String line, Path target) throws Exception {
        List<String> words = new ArrayList<>();
        Path inputs = directory.resolve("inputs");
        for (String word : line.split(" ", -1)) {
            words.add(
                    switch (word) {
                        case "OUT" -> target.toString();
                        case "MAINTAINER" -> "A <a@example.org>";
                        case "SCHEMA" -> RepoFixture.SCHEMA;
                        case "REPO" -> inputs.resolve("site.hhbc").toString();
                        case "BASE", "HHVM", "GIT", "SITE" ->
                            inputs.resolve(word.replace("BASE", "base.hhbc").toLowerCase(Locale.ROOT))
                                    .toString();
                        case "ORIG" -> packaging().orig("3.18.5+dfsg1").toString();
                        case "DEBIAN" -> packaging().debian().toString();
                        case "DSC" ->
                            QuickSource.make(inputs.resolve("quick"), 1, "true").toString();
                        default -> word;
                    });
        }
        return words;
    }

    private Packaging packaging() throws IOException {
        return Packaging.in(directory.resolve("inputs/packaging"));
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void ofTwoThatWriteOneOutput(String line, String call) throws Exception {
        assumeTrue(HeldCommand.isPossible(), "strace is not installed, so nothing can be held by it");
        writeInputs();
        Path target = directory.resolve("place/out");
        String[] words = line(line, target).toArray(String[]::new);
        HeldCommand held = HeldCommand.start(first, call + ":delay_enter:when=1", List.of(), words)
                .await(() -> claims(target));
        assertThat(run(words)).as(line + "\n" + err).isEqualTo(ExitCodes.OUTSIDE);
        assertThat(err.toString(UTF_8))
                .contains(target.toString(), "another run is ", " right now; wait for it to end and run again");
        assertThat(held.finish()).as(held.command().text()).isZero();
        Path alone = directory.resolve("alone/out");
        assertThat(run(line(line, alone).toArray(String[]::new)))
                .as(err.toString(UTF_8))
                .isZero();
        assertThat(results(target)).isEqualTo(results(alone));
    }

    /** But what tells the time of a build. */
    private static List<String> results(Path target) throws IOException {
        return contents(target.resolveSibling("")).stream()
                .filter(c -> !c.matches(".*\\.(log|buildinfo|changes): .*"))
                .toList();
    }

    /** Whether a run that lives says that it is at work on the place, or on something in it. */
    private static boolean claims(Path target) {
        try {
            return Files.exists(target.resolveSibling(""))
                    && FileTree.list(target.resolveSibling("")).stream()
                            .anyMatch(f -> f.text().matches(".*\\.part/claims/.+"));
        } catch (IOException e) {
            return false;
        }
    }

    /** The old directory has gone, the new one has not come yet. */
    @Test
    void whileADirectoryIsReplacedNoOtherComesInItsPlace() throws Exception {
        assumeTrue(HeldCommand.isPossible(), "strace is not installed, so nothing can be held by it");
        writeInputs();
        Path target = directory.resolve("place/out");
        String[] words = line("source build --orig ORIG --debian DEBIAN --output OUT", target)
                .toArray(String[]::new);
        assertThat(run(words)).as(err.toString(UTF_8)).isZero();
        List<String> before = contents(target);
        HeldCommand held = HeldCommand.start(first, "rename:delay_exit:when=1", List.of(target), words)
                .await(() -> !Files.exists(target));
        assertThat(run(words)).as(err.toString(UTF_8)).isEqualTo(ExitCodes.OUTSIDE);
        assertThat(err.toString(UTF_8))
                .contains(target.toString(), "another run is ", " right now; wait for it to end and run again");
        assertThat(held.finish()).as(held.command().text()).isZero();
        assertThat(contents(target)).isEqualTo(before);
        assertThat(FileTree.list(target.resolveSibling("")))
                .noneMatch(f -> f.text().contains(".part"));
    }
}
