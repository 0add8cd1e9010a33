package org.hhvmdeb.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.console.ExitCodes;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.testkit.FakeHhvm;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.testkit.Packaging;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RepoFixture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What is said and has no effect is refused, or told. */
class OptionsWithoutEffectTest {

    private static final String FETCHING =
            "--git-cache --offline --max-download --max-objects --max-refs --max-object-size --fetch-timeout"
                    + " --low-speed-time";

    /** A command line, and what is said of it. */
    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("patches check SOURCE --git-cache OUT", "name that with --from"),
            Map.entry("patches check SOURCE --submodule a=b", "name that with --from"),
            Map.entry("patches check SOURCE --skip-submodule a", "name that with --from"),
            Map.entry("patches check SOURCE --offline", "name that with --from"),
            Map.entry("patches check SOURCE --orig ORIG --max-refs 5", "name that with --from"),
            Map.entry("patches check SOURCE --debian DEBIAN --orig ORIG", "leave out one of both"),
            Map.entry("patches check SOURCE --debian DEBIAN --from GIT --tag HHVM-3.1.0", "leave out one of both"),
            Map.entry("patches check SOURCE --section nope", "has no section \"nope\""),
            Map.entry("patches lint SOURCE --debian DEBIAN", "leave out one of both"),
            Map.entry("patches lint SOURCE --section nope", "has no section \"nope\""),
            Map.entry("patches list SOURCE --debian DEBIAN", "leave out one of both"),
            Map.entry("patches list SOURCE --section nope", "has no section \"nope\""),
            Map.entry("patches add NEW SOURCE --debian DEBIAN", "leave out one of both"),
            Map.entry("patches add NEW SOURCE --new-section", "--section"),
            Map.entry("patches add NEW SOURCE --section nope", "has no section \"nope\""),
            Map.entry("patches drop a.patch SOURCE --debian DEBIAN", "leave out one of both"),
            Map.entry("patches rename a.patch b.patch SOURCE --debian DEBIAN", "leave out one of both"),
            Map.entry("patches refresh SOURCE --debian DEBIAN --orig ORIG", "leave it out"),
            Map.entry("patches refresh nope.patch SOURCE", "nope.patch"),
            Map.entry("patches refresh SOURCE --fuzz -1", "0 or more"),
            Map.entry("patches apply SOURCE --number 0", "0"),
            Map.entry("patches apply SOURCE --to nope.patch", "no patch nope.patch"),
            Map.entry("patches unapply SOURCE --number 0", "0"),
            Map.entry("patches unapply SOURCE --to nope.patch", "nope.patch"),
            Map.entry("patches forecast SOURCE --debian DEBIAN --from GIT --tags HHVM-*", "leave out one of both"),
            Map.entry("patches forecast SOURCE --from GIT --tags nope", "nope"),
            Map.entry("patches forecast SOURCE --from GIT --tags HHVM-* --details --format json", "JSON always has"),
            Map.entry("patches check SOURCE --from GIT --tag HHVM-3.1.0 --submodule a/b=c", "has no submodule"),
            Map.entry("patches forecast SOURCE --from GIT --tags HHVM-* --submodule a/b=c", "has no submodule"),
            Map.entry("patches rebase SOURCE --from GIT --onto HHVM-3.1.0 --submodule main.c=c", "has no submodule"),
            Map.entry("patches rebase SOURCE --abort --dry-run", "no other option"),
            Map.entry("patches rebase SOURCE --abort --base HHVM-3.1.0", "no other option"),
            Map.entry("patches rebase SOURCE --abort --drop-upstreamed", "no other option"),
            Map.entry("patches rebase SOURCE --abort --git-cache OUT", "no other option"),
            Map.entry("patches rebase SOURCE --abort --skip-submodule a", "no other option"),
            Map.entry("patches rebase SOURCE --abort --offline", "no other option"),
            Map.entry("patches rebase SOURCE --continue --dry-run", "cannot be a --dry-run"),
            Map.entry("package build SOURCE --jobs 0", "at least 1"),
            Map.entry("upstream import HHVM-3.1.0 --from GIT --output OUT --repack 3", "nothing is taken out"),
            Map.entry("upstream import HHVM-3.1.0 --from GIT --output OUT --submodule a=b", "no submodule"),
            Map.entry("upstream import HHVM-3.1.0 --from GIT --output OUT --require-signature", "name a keyring"),
            Map.entry("upstream import HHVM-3.1.0 --from GIT --output OUT --keyring NOPE", "there is no keyring"),
            Map.entry(
                    "upstream import HHVM-3.1.0 --from GIT --output OUT --upstream-branch x", "name that with --into"),
            Map.entry("upstream import HHVM-3.1.0 --from GIT --output OUT --debian-branch x", "name that with --into"),
            Map.entry("upstream import HHVM-3.1.0 --from GIT --output OUT --no-changelog", "name that with --into"),
            Map.entry("upstream import HHVM-3.1.0 --from GIT --output OUT --upstream-parent", "name that with --into"),
            Map.entry("upstream import HHVM-3.1.0 --from GIT --output OUT --pristine-tar", "name that with --into"),
            Map.entry(
                    "upstream import HHVM-3.1.0 --from GIT --output OUT --into GIT --no-changelog",
                    "--debian-branch names"),
            Map.entry("upstream verify ORIG --against ORIG --manifest ORIG", "no other option"),
            Map.entry("upstream verify ORIG --against ORIG --from GIT", "no other option"),
            Map.entry("upstream verify ORIG --submodule a=b", "name that with --from"),
            Map.entry("upstream verify ORIG --git-cache OUT", "name that with --from"),
            Map.entry("upstream verify ORIG --offline", "name that with --from"),
            Map.entry("upstream suggest-prune HHVM-3.1.0 --from GIT --packages LISTS --submodule a=b", "no submodule"),
            Map.entry("upstream suggest-prune HHVM-3.1.0 --from GIT --packages SITE", "no index of packages in"),
            Map.entry("upstream import HHVM-3.1.0 --from GIT --output OUT --keyring SITE", "is a directory, and no"),
            Map.entry("cache compile SITE --hhvm HHVM --name s --output OUT --memory 1K", "no hhvm runs in 1K"),
            Map.entry("cache compile SITE --hhvm HHVM --name s --output OUT --jobs 0", "at least 1"),
            Map.entry("cache compile SITE --hhvm HHVM --name s --output OUT --timeout 0", "at least 1"),
            Map.entry("cache compile SITE --hhvm HHVM --name s --output OUT --include nope", "no file to compile"),
            Map.entry("cache inspect REPO --top -1", "less than none"),
            Map.entry("cache verify REPO --include x", "name it with --source"),
            Map.entry("cache verify REPO --exclude x", "name it with --source"),
            Map.entry("cache verify REPO --recompile --hhvm HHVM", "name it with --source"),
            Map.entry("cache verify REPO --source SITE --option x", "say --recompile"),
            Map.entry("cache verify REPO --schema SCHEMA --run", "name it with --hhvm"),
            Map.entry("cache diff REPO REPO --schema nope", "nope is not in both"),
            Map.entry("cache diff REPO BASE --files --format json", "JSON always names"),
            Map.entry("cache prune REPO --live SCHEMA --vacuum", "in place"),
            Map.entry("cache prune REPO --live SCHEMA --in-place --output OUT", "leave out one of both"),
            Map.entry("cache prune REPO --live nope", "nope is not in"),
            Map.entry("cache schema REPO --timeout 3", "none is asked"),
            Map.entry("cache schema REPO --admin-password-file SITE/index.php", "none is asked"),
            Map.entry("cache preflight --schema SCHEMA --jobs 0 localhost", "choose 1 to"),
            Map.entry("cache preflight --schema SCHEMA --timeout 0 localhost", "at least 1"),
            Map.entry("cache rebuild REPO --base BASE --output OUT --max-free 101", "from 0 to 100"),
            Map.entry("doctor --root SITE --user 0 --config nope.ini", "nope.ini"));

    /** What always has an effect, whatever is said beside it, or is a permission or a bound that may not be needed. */
    private static final Map<String, String> ALWAYS = Map.ofEntries(
            Map.entry("upstream tags", "--newest " + FETCHING),
            Map.entry(
                    "upstream import",
                    "--from --output --debian --exclude --skip-submodule --compression --into " + FETCHING),
            Map.entry("upstream verify", "--against " + FETCHING),
            Map.entry("upstream suggest-prune", "--from --packages --debian --skip-submodule " + FETCHING),
            Map.entry("patches check", "--orig --from --tag --report --fail-on " + FETCHING),
            Map.entry("patches lint", "--report --fail-on --fix"),
            Map.entry("patches add", "--name"),
            Map.entry("patches drop", "--keep-file"),
            Map.entry("patches apply", "--mode --allow-tool-state"),
            Map.entry("patches unapply", "--force --allow-tool-state"),
            Map.entry("patches refresh", "--normalize"),
            Map.entry("patches rebase", "--from --onto --continue " + FETCHING),
            Map.entry("patches forecast", "--from --tags --html --fail-on --skip-submodule " + FETCHING),
            Map.entry("source build", "--orig --debian --output --no-verify"),
            Map.entry("package build", "--output --main-package --no-tests --keep-work --force"),
            Map.entry("cache inspect", "--html"),
            Map.entry("cache compile", "--hhvm --name --output --layout --exclude --option --tolerant --force"),
            Map.entry(
                    "cache pack",
                    "--hhvm --run --name --package-version --version-template --program --maintainer --output"
                            + " --description --architecture --layout --depends --systemd-dropin --restart --date"),
            Map.entry("cache schema", "--run"),
            Map.entry("cache prune", "--live --apply --unknown-tables --orphans --gone"),
            Map.entry("cache rebuild", "--base --output"),
            Map.entry("cache canonicalise", "--output"),
            Map.entry("cache preflight", "--hosts --port --admin-password-file --report"),
            Map.entry("doctor", "--root --user --hhvm --schema --max-size --report"));

    @TempDir
    static Path inputs;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void makeInputs() throws Exception {
        RepoFixture.compiled(inputs.resolve("repo"), RepoFixture.SCHEMA, "index.php");
        RepoFixture.compiled(inputs.resolve("base"), RepoFixture.SCHEMA, "index.php");
        new FakeHhvm(RepoFixture.SCHEMA).writeTo(inputs.resolve("hhvm"));
        GitFixture git = new GitFixture(inputs);
        Path hhvm = git.init("git");
        git.write(hhvm, "main.c", "one\n");
        git.commit(hhvm, "first");
        git.git(hhvm, "tag", "HHVM-3.1.0");
        git.write(inputs, "site/index.php", "<?php\n");
        git.write(inputs, "lists/Packages", "Package: a\nVersion: 1\n\n");
        git.write(inputs, "source/main.c", "one\n");
        git.write(inputs, "new", "--- a/main.c\n+++ b/main.c\n@@ -1 +1 @@\n-one\n+three\n");
        git.write(inputs, "source/debian/patches/series", "a.patch\n");
        git.write(inputs, "source/debian/patches/a.patch", "--- a/main.c\n+++ b/main.c\n@@ -1 +1 @@\n-one\n+three\n");
        git.write(inputs, "source/debian/changelog", Packaging.changelog("3.1.0-1"));
        Packaging packaging = Packaging.in(Files.createDirectory(inputs.resolve("packaging")));
        Files.copy(packaging.orig("3.18.5+dfsg1"), inputs.resolve("hhvm_3.18.5+dfsg1.orig.tar.xz"));
    }

    static Stream<String> refused() {
        return REFUSED.keySet().stream().sorted();
    }

    private int run(String line) {
        String[] words =
                Stream.of(line.split(" ")).map(OptionsWithoutEffectTest::named).toArray(String[]::new);
        return HhvmDeb.run(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Map.of("PATH", "/nowhere", "HOME", inputs.toString()),
                words);
    }

    private static String named(String word) {
        return switch (word) {
            case "SCHEMA" -> RepoFixture.SCHEMA;
            case "ORIG" -> inputs.resolve("hhvm_3.18.5+dfsg1.orig.tar.xz").toString();
            case "DEBIAN" -> inputs.resolve("source/debian").toString();
            default ->
                word.matches("[A-Z]{3,}(/.*)?")
                        ? inputs.resolve(word.toLowerCase(Locale.ROOT)).toString()
                        : word;
        };
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatWouldHaveNoEffectIsRefused(String line) throws Exception {
        assertThat(run(line)).as(line + "\n" + err).isEqualTo(ExitCodes.INPUT);
        assertThat(err.toString(UTF_8)).contains(REFUSED.get(line));
        assertThat(FileTree.list(inputs)).noneMatch(f -> f.text().startsWith("out/"));
        assertThat(inputs.resolve("source/.pc")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "upstream import HHVM-3.1.0 --from GIT --output OTHER --skip-submodule nope | has none of that path",
                "upstream import HHVM-3.1.0 --from GIT --output OTHER --exclude nope | nope",
                "cache prune REPO --live SCHEMA --output OUT | --apply does it",
                "cache prune REPO --live SCHEMA --in-place | --apply does it"
            })
    void orItIsTold(String line, String told) {
        assertThat(run(line.strip())).as(line + "\n" + err).isZero();
        assertThat(err.toString(UTF_8)).contains(told.strip());
    }

    /** A new option is looked at for what takes its effect away. */
    @Test
    void everyOptionIsKnownHere() {
        TreeSet<String> unknown = new TreeSet<>();
        Console console = new Console(System.out, Progress.silent(), Programs.untethered(), Map.of());
        leaves(HhvmDeb.commands(console)).forEach(command -> {
            String name = command.getCommandSpec().qualifiedName(" ").replaceFirst("^hhvm-deb ", "");
            for (OptionSpec option : command.getCommandSpec().options()) {
                String said = option.longestName();
                boolean always = List.of((ALWAYS.getOrDefault(name, "") + " --help --version --format").split(" "))
                        .contains(said);
                boolean refused = REFUSED.keySet().stream()
                        .anyMatch(l -> l.startsWith(name + " ")
                                && List.of(l.split(" ")).contains(said));
                if (!always && !refused) {
                    unknown.add(name + " " + said);
                }
            }
        });
        assertThat(unknown).isEmpty();
    }

    private static Stream<CommandLine> leaves(CommandLine command) {
        return command.getSubcommands().isEmpty()
                ? Stream.of(command)
                : command.getSubcommands().values().stream().flatMap(OptionsWithoutEffectTest::leaves);
    }
}
