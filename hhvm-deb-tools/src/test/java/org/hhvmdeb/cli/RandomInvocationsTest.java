package org.hhvmdeb.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hhvmdeb.testkit.RepoFixture.OTHER;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.console.ExitCodes;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.LocalProcesses;
import org.hhvmdeb.testkit.FakeHhvm;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.testkit.RepoFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Commands with options and values drawn at random, right ones and wrong ones: each ends with a status that is documented, says
 * what is wrong in one message, and changes nothing but what it was told to write. {@code -Dinvocations=N} makes it a long run,
 * {@code -Dinvocations.seed=S} another one.
 */
@Tag("integration")
class RandomInvocationsTest {

    private static final int INVOCATIONS = Integer.getInteger("invocations", 60);
    private static final long SEED = Long.getLong("invocations.seed", 12);

    /** They change a tree or repository that they are given, each in its own way. */
    private static final Set<String> CHANGING = Set.of(
            "patches add",
            "patches drop",
            "patches rename",
            "patches apply",
            "patches unapply",
            "patches refresh",
            "patches rebase",
            "patches lint",
            "cache prune",
            "upstream import");

    private static final List<String> WORDS = List.of(
            "",
            "-",
            "x",
            "HHVM-3.1.0",
            "HHVM-3.2.0",
            "HHVM-*",
            "a.patch",
            "../a.patch",
            "debian/latest",
            SCHEMA,
            OTHER,
            "hhvm",
            "site-cache",
            "1.0",
            "1:0~x-1",
            "{site}+hhvm{hhvm}",
            "A B <a@example.org>",
            "2026-11-30",
            "\u00e4\u20ac\ud83d\ude00",
            "a b;c$(d)",
            "\u001b[31m",
            "x=y",
            "json=",
            "http://127.0.0.1:1/x.git",
            "127.0.0.1:1");

    /** Right values, by the command's noun and the name of the parameter; without them hardly a command would begin its work. */
    private static final Map<String, List<String>> RIGHT = Map.ofEntries(
            Map.entry("cache FILE", List.of("site.hhbc", "base.hhbc")),
            Map.entry("cache NEW", List.of("site.hhbc")),
            Map.entry("cache OLD", List.of("base.hhbc")),
            Map.entry("cache --base", List.of("base.hhbc")),
            Map.entry("cache DIR", List.of("site")),
            Map.entry("cache --source", List.of("site")),
            Map.entry("cache --hhvm", List.of("bin/hhvm")),
            Map.entry("cache --output", List.of("out", "out/deep/er")),
            Map.entry("cache --html", List.of("out", "out/deep/er")),
            Map.entry("patches DIR", List.of("source")),
            Map.entry("patches --debian", List.of("source/debian")),
            Map.entry("patches FILE", List.of("source/debian/patches/a.patch")),
            Map.entry("source --debian", List.of("source/debian")),
            Map.entry("source --output", List.of("out")),
            Map.entry("upstream --output", List.of("out", "out/deep/er")),
            Map.entry("upstream --debian", List.of("source/debian")),
            Map.entry("doctor --root", List.of("site", "empty")),
            Map.entry("word --from", List.of("hhvm")),
            Map.entry("word URL_OR_PATH", List.of("hhvm")));

    private static final Map<String, List<String>> RIGHT_WORDS = Map.of(
            "TAG", List.of("HHVM-3.1.0", "HHVM-3.2.0"),
            "--tag", List.of("HHVM-3.1.0"),
            "--tags", List.of("HHVM-*"),
            "--onto", List.of("HHVM-3.2.0"),
            "--schema", List.of(SCHEMA, OTHER),
            "--live", List.of(SCHEMA),
            "--name", List.of("site-cache"),
            "--package-version", List.of("1.0"),
            "--maintainer", List.of("A B <a@example.org>"),
            "PATCH", List.of("a.patch"));

    private static final List<String> NUMBERS = List.of("0", "1", "2", "-1", "100", "2147483648", "1e3", "x", "");

    @TempDir
    static Path fixture;

    @TempDir
    Path directory;

    private static final List<String> LIST = new ArrayList<>();

    private final Random random = new Random(SEED);
    private final Set<Path> given = new LinkedHashSet<>();
    private Path place = Path.of("");

    @BeforeAll
    static void makeInputs() throws Exception {
        RepoFixture.compiled(fixture.resolve("site.hhbc"), SCHEMA, "index.php", "lib/a.php");
        RepoFixture.compiled(fixture.resolve("base.hhbc"), SCHEMA, "index.php");
        new FakeHhvm(SCHEMA).writeTo(fixture.resolve("bin/hhvm"));
        GitFixture git = new GitFixture(fixture);
        Path hhvm = git.init("hhvm");
        for (String tag : List.of("HHVM-3.1.0", "HHVM-3.2.0")) {
            git.write(hhvm, "main.c", "one\n" + tag + "\n");
            git.commit(hhvm, tag);
            git.git(hhvm, "tag", tag);
        }
        git.write(fixture, "site/index.php", "<?php\n");
        git.write(fixture, "source/main.c", "one\nHHVM-3.1.0\n");
        git.write(fixture, "source/debian/patches/series", "a.patch\n");
        git.write(
                fixture,
                "source/debian/patches/a.patch",
                "Description: say three\n--- a/main.c\n+++ b/main.c\n@@ -1 +1 @@\n-one\n+three\n");
        git.write(
                fixture,
                "source/debian/changelog",
                "hhvm (3.1.0-1) unstable; urgency=medium\n\n  * New.\n\n -- A B <a@example.org>  Mon, 05 Jan 2026 10:00:00 +0000\n");
        git.write(fixture, "source/debian/control", "Source: hhvm\n\nPackage: hhvm\nArchitecture: any\n");
        git.write(fixture, "source/debian/source/format", "3.0 (quilt)\n");
        git.write(fixture, "text", "text\n");
        Files.createDirectory(fixture.resolve("empty"));
    }

    @AfterAll
    static void writeList() throws IOException {
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target/invocations.txt"), LIST);
    }

    @Test
    void whateverIsAskedForTheAnswerIsOneOfFourAndNothingElseIsTouched() throws Exception {
        List<CommandLine> commands = leaves(
                        HhvmDeb.commands(new Console(System.out, Progress.silent(), new LocalProcesses(), Map.of())))
                .toList();
        for (int i = 0; i < INVOCATIONS; i++) {
            place = directory.resolve(String.valueOf(i));
            FileTree.copy(fixture, place);
            CommandLine command = commands.get(random.nextInt(commands.size()));
            invoke(command);
            FileTree.delete(place);
        }
    }

    private void invoke(CommandLine command) throws Exception {
        given.clear();
        String name = command.getCommandSpec().qualifiedName(" ").replaceFirst("^hhvm-deb ", "");
        List<String> line = new ArrayList<>(List.of(name.split(" ", -1)));
        for (OptionSpec option : command.getCommandSpec().options()) {
            boolean wanted = random.nextInt(100) < (option.required() ? 97 : 12);
            if (wanted && !option.usageHelp() && !option.versionHelp()) {
                line.add(option.longestName());
                if (option.arity().max() > 0) {
                    line.add(value(option, name));
                }
            }
        }
        for (PositionalParamSpec parameter : command.getCommandSpec().positionalParameters()) {
            // Without it some commands take the directory that this test runs in.
            line.add(value(parameter, name));
        }
        Map<String, String> before = snapshot();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = HhvmDeb.run(
                out,
                new PrintStream(err, true, UTF_8),
                Map.of("PATH", place.resolve("bin") + ":/usr/bin:/bin", "HOME", place.toString()),
                line.toArray(String[]::new));
        String told = err.toString(UTF_8);
        LIST.add(status + " " + String.join(" ", line).replace(place + "/", "") + " | "
                + told.lines().reduce("", (first, last) -> last).replace(place + "/", ""));
        assertThat(status).as(line + "\n" + told).isBetween(0, 3);
        assertThat(told)
                .as(String.valueOf(line))
                .doesNotContain("\tat ")
                .doesNotContain("Exception")
                .doesNotContain("fault of hhvm-deb")
                .doesNotContain("\u001b");
        if (status > ExitCodes.FINDINGS) {
            assertThat(told.lines().filter(l -> l.startsWith("hhvm-deb: ")))
                    .as(line + "\n" + told)
                    .hasSize(1);
        }
        Map<String, String> after = snapshot();
        Set<String> changed = new LinkedHashSet<>(before.keySet());
        changed.addAll(after.keySet());
        changed.removeIf(f -> String.valueOf(before.get(f)).equals(after.get(f)) || isNamed(f));
        assertThat(changed).as(line + "\n" + told).isEmpty();
    }

    /** What was named, what lies in it, the directories above it and the log beside it. */
    private boolean isNamed(String file) {
        Path changed = place.resolve(file);
        return changed.startsWith(place.resolve(".local"))
                || given.stream()
                        .anyMatch(g -> changed.startsWith(g)
                                || g.startsWith(changed)
                                || changed.toString().startsWith(g + ".log"));
    }

    private String value(ArgSpec argument, String command) {
        Class<?> type = argument.auxiliaryTypes().length > 0
                ? argument.auxiliaryTypes()[argument.auxiliaryTypes().length - 1]
                : argument.type();
        boolean output = type == OutputFile.class || isOutput(argument);
        String parameter = argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
        boolean right = random.nextInt(100) < 80;
        List<String> words = RIGHT_WORDS.getOrDefault(parameter, List.of());
        if (right && !words.isEmpty()) {
            return words.get(random.nextInt(words.size()));
        }
        List<String> urls = RIGHT.getOrDefault("word " + parameter, List.of());
        if (right && !urls.isEmpty()) {
            return place.resolve(urls.get(0)).toString();
        }
        List<String> places = RIGHT.getOrDefault(command.split(" ", 2)[0] + " " + parameter, List.of());
        if (type == Path.class || output) {
            Path path = right && !places.isEmpty() ? place.resolve(places.get(random.nextInt(places.size()))) : path();
            if (output || CHANGING.contains(command)) {
                given.add(path.normalize());
                if (!output) {
                    // The packaging of a tree, and a rebase beside it.
                    given.add(path.resolve("debian"));
                }
            }
            return (argument.isMultiValue() && type == OutputFile.class ? "json=" : "") + path;
        }
        if (type.isEnum() && random.nextInt(10) > 0) {
            Object[] constants = type.getEnumConstants();
            return String.valueOf(constants[random.nextInt(constants.length)]);
        }
        if (type == int.class || type == Integer.class || type == long.class) {
            return NUMBERS.get(random.nextInt(NUMBERS.size()));
        }
        return random.nextInt(4) == 0 ? path().toString() : WORDS.get(random.nextInt(WORDS.size()));
    }

    private static boolean isOutput(ArgSpec argument) {
        return argument instanceof OptionSpec option
                && Set.of("--output", "--into", "--html", "--git-cache").contains(option.longestName());
    }

    private Path path() {
        List<String> names = List.of(
                "site.hhbc",
                "base.hhbc",
                "bin/hhvm",
                "hhvm",
                "site",
                "source",
                "source/debian",
                "source/debian/patches/a.patch",
                "text",
                "empty",
                "out",
                "out/deep/er",
                "no such",
                "text/below");
        return place.resolve(names.get(random.nextInt(names.size())));
    }

    private Map<String, String> snapshot() throws IOException {
        Map<String, String> snapshot = new TreeMap<>();
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.toList()) {
                boolean regular = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
                snapshot.put(
                        place.relativize(file).toString(),
                        Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS) + " "
                                + (regular ? Sha256.of(file).hex() : ""));
            }
        }
        return snapshot;
    }

    private static Stream<CommandLine> leaves(CommandLine command) {
        return command.getSubcommands().isEmpty()
                ? Stream.of(command)
                : command.getSubcommands().values().stream().flatMap(RandomInvocationsTest::leaves);
    }
}
