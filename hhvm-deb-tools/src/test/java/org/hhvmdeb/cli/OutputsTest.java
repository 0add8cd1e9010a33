package org.hhvmdeb.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.LocalProcesses;
import org.hhvmdeb.testkit.FakeHhvm;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RepoFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/**
 * Every command that writes, against everything a name can stand for. The result is also a table, target/outputs.txt.
 * Devices are nodes of our own, never those of the machine.
 */
@Tag("integration")
class OutputsTest {

    /** What an option that writes a file is tried with; OUT is the file, and without it the words stand at the end. */
    private static final Map<String, List<String>> FILES = Map.of(
            "cache inspect --html", List.of("cache inspect REPO --html OUT"),
            "cache canonicalise --output", List.of("cache canonicalise REPO --output OUT"),
            "cache rebuild --output",
                    List.of(
                            "cache rebuild REPO --base BASE --output OUT",
                            "cache rebuild REPO --base BASE --format json --output OUT"),
            "cache prune --output",
                    List.of(
                            "cache prune REPO --live SCHEMA --apply --output OUT",
                            "cache prune REPO --live SCHEMA --apply --format json --output OUT"),
            "patches forecast --html", List.of("patches forecast SOURCE --from GIT --tags HHVM-3.1.* --html OUT"),
            "patches check --report", reports("patches check SOURCE --from GIT --tag HHVM-3.1.0"),
            "patches lint --report", reports("patches lint SOURCE"));

    /** They have the options of lint. */
    private static final Set<String> AS_LINT = Set.of("cache preflight --report", "doctor --report");

    /** The same of options that name a directory. */
    private static final Map<String, String> DIRECTORIES = Map.of(
            "cache compile --output", "cache compile SITE --hhvm HHVM --name s --output OUT",
            "cache pack --output",
                    "cache pack REPO --hhvm HHVM --name site-cache --package-version 1 --maintainer M --output OUT",
            "source build --output", "source build --orig ORIG --debian DEBIAN --output OUT",
            "package build --output", "package build DSC --output OUT",
            "upstream import --output", "upstream import HHVM-3.1.0 --from GIT --output OUT");

    /** What names a place that is only read, or is a tree or repository that the command changes in its own way. */
    private static final List<String> NO_OUTPUTS = List.of(
            "cache canonicalise FILE",
            "cache compile --hhvm",
            "cache compile DIR",
            "cache diff NEW",
            "cache diff OLD",
            "cache inspect FILE",
            "cache pack --hhvm",
            "cache pack FILE",
            "cache preflight --admin-password-file",
            "cache preflight --hosts",
            "cache prune FILE",
            "cache rebuild --base",
            "cache rebuild NEW",
            "cache schema --admin-password-file",
            "cache verify --hhvm",
            "cache verify --source",
            "cache verify FILE",
            "doctor --hhvm",
            "doctor --root",
            "package build DIR",
            "patches add --debian",
            "patches add DIR",
            "patches add FILE",
            "patches apply DIR",
            "patches check --debian",
            "patches check --git-cache",
            "patches check --orig",
            "patches check DIR",
            "patches drop --debian",
            "patches drop DIR",
            "patches forecast --debian",
            "patches forecast --git-cache",
            "patches forecast DIR",
            "patches lint --debian",
            "patches lint DIR",
            "patches list --debian",
            "patches list DIR",
            "patches rebase --git-cache",
            "patches rebase DIR",
            "patches refresh --debian",
            "patches refresh --orig",
            "patches rename --debian",
            "patches rename DIR",
            "patches unapply DIR",
            "source build --debian",
            "source build --orig",
            "upstream import --debian",
            "upstream import --git-cache",
            "upstream import --into",
            "upstream import --keyring",
            "upstream suggest-prune --debian",
            "upstream suggest-prune --packages",
            "upstream suggest-prune --git-cache",
            "upstream tags --git-cache",
            "upstream verify --against",
            "upstream verify --debian",
            "upstream verify --git-cache",
            "upstream verify --manifest",
            "upstream verify TARBALL");

    /** Commands that print without reading much, in every format they have. */
    private static final List<String> PRINTING = List.of(
            "cache inspect REPO",
            "cache inspect REPO --format json",
            "cache schema REPO",
            "cache schema REPO --format json",
            "cache verify REPO --schema SCHEMA",
            "cache verify REPO --schema SCHEMA --format json",
            "cache verify REPO --schema 0000000000000000000000000000000000000000 --format json",
            "cache diff REPO BASE",
            "cache diff REPO BASE --format json",
            "cache prune REPO --live SCHEMA",
            "cache prune REPO --live SCHEMA --format json",
            "cache canonicalise REPO --output NEW",
            "cache rebuild REPO --base BASE --output NEW",
            "cache rebuild REPO --base BASE --output NEW --format json",
            "cache preflight --schema SCHEMA 127.0.0.1:1",
            "cache preflight --schema SCHEMA 127.0.0.1:1 --format json",
            "cache preflight --schema SCHEMA 127.0.0.1:1 --format sarif",
            "cache preflight --schema SCHEMA 127.0.0.1:1 --format junit",
            "cache compile SITE --hhvm HHVM --name s --output NEW",
            "doctor --root SITE --user 0",
            "doctor --root SITE --user 0 --format json",
            "doctor --root SITE --user 0 --format sarif",
            "doctor --root SITE --user 0 --format junit",
            "patches check SOURCE --from GIT --tag HHVM-3.1.0",
            "patches check SOURCE --from GIT --tag HHVM-3.1.0 --format json",
            "patches check SOURCE --from GIT --tag HHVM-3.1.0 --format sarif",
            "patches check SOURCE --from GIT --tag HHVM-3.1.0 --format junit",
            "patches lint SOURCE",
            "patches lint SOURCE --format json",
            "patches lint SOURCE --format sarif",
            "patches lint SOURCE --format junit",
            "patches list SOURCE",
            "patches list SOURCE --format json",
            "patches forecast SOURCE --from GIT --tags HHVM-3.1.*",
            "patches forecast SOURCE --from GIT --tags HHVM-3.1.* --format json",
            "upstream tags GIT",
            "upstream tags GIT --format json",
            "cache inspect no-such-file --format json",
            "cache inspect --format json");

    private static final List<String> TABLE = new ArrayList<>();

    @TempDir
    static Path inputs;

    @TempDir
    Path directory;

    private final LocalProcesses programs = Programs.untethered();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<Path> mounted = new ArrayList<>();
    private Path out;

    private static List<String> reports(String command) {
        return Stream.of("text", "json", "sarif", "junit")
                .map(f -> command + " --report " + f + "=OUT")
                .toList();
    }

    @BeforeAll
    static void makeInputs() throws Exception {
        RepoFixture.compiled(inputs.resolve("site.hhbc"), SCHEMA, "index.php", "lib/a.php");
        RepoFixture.compiled(inputs.resolve("base.hhbc"), SCHEMA, "index.php");
        new FakeHhvm(SCHEMA).writeTo(inputs.resolve("bin/hhvm"));
        GitFixture git = new GitFixture(inputs);
        Path hhvm = git.init("hhvm");
        git.write(hhvm, "main.c", "one\n");
        git.commit(hhvm, "first");
        git.git(hhvm, "tag", "HHVM-3.1.0");
        git.write(inputs, "site/index.php", "<?php\n");
        git.write(inputs, "source/debian/patches/series", "a.patch\n");
        git.write(
                inputs,
                "source/debian/patches/a.patch",
                "Description: say three\nOrigin: upstream, commit:3f2a\n--- a/main.c\n+++ b/main.c\n@@ -1 +1 @@\n-one\n+three\n");
        Path source = Files.createDirectories(inputs.resolve("packaging"));
        org.hhvmdeb.testkit.Packaging packaging = org.hhvmdeb.testkit.Packaging.in(source);
        Files.writeString(
                inputs.resolve("orig"), packaging.request().origTarball().toString());
        Files.writeString(inputs.resolve("debian"), packaging.debian().toString());
        Files.writeString(inputs.resolve("x_1.dsc"), "");
    }

    @AfterAll
    static void writeTable() throws IOException {
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target/outputs.txt"), new TreeSet<>(TABLE));
    }

    @BeforeEach
    void nameOutput() {
        out = directory.resolve("out");
    }

    @AfterEach
    void unmount() throws Exception {
        for (Path mount : mounted) {
            programs.run(Command.of("umount", mount.toString())).orFail();
        }
    }

    static Stream<String> files() {
        return FILES.values().stream().flatMap(List::stream).sorted();
    }

    static Stream<String> directories() {
        return DIRECTORIES.values().stream().sorted();
    }

    static Stream<String> printing() {
        return PRINTING.stream();
    }

    static Stream<Arguments> mountable() {
        return Stream.of(
                Arguments.of("cache compile SITE --hhvm HHVM --name s --output OUT"),
                Arguments.of(
                        "cache pack REPO --hhvm HHVM --name site-cache --package-version 1 --maintainer M --output OUT"));
    }

    @Test
    void everyOptionThatNamesAPlaceIsKnownHere() {
        List<String> unknown = new ArrayList<>();
        Console console = new Console(System.out, Progress.silent(), programs, Map.of());
        leaves(HhvmDeb.commands(console)).forEach(command -> {
            for (ArgSpec each : command.getCommandSpec().args()) {
                String name = command.getCommandSpec().qualifiedName(" ").replaceFirst("^hhvm-deb ", "") + " "
                        + (each.isOption() ? ((CommandLine.Model.OptionSpec) each).longestName() : each.paramLabel());
                boolean file = types(each).contains(OutputFile.class);
                boolean place = types(each).contains(Path.class);
                if (file
                        ? !FILES.containsKey(name) && !AS_LINT.contains(name)
                        : place && !DIRECTORIES.containsKey(name) && !NO_OUTPUTS.contains(name)) {
                    unknown.add(name);
                }
            }
        });
        assertThat(unknown)
                .as("options that name a file or directory and are in no list of this test")
                .isEmpty();
    }

    private static List<Class<?>> types(ArgSpec argument) {
        List<Class<?>> types = new ArrayList<>(Arrays.asList(argument.auxiliaryTypes()));
        types.add(argument.type());
        return types;
    }

    private static Stream<CommandLine> leaves(CommandLine command) {
        return command.getSubcommands().isEmpty()
                ? Stream.of(command)
                : command.getSubcommands().values().stream().flatMap(OutputsTest::leaves);
    }

    @Test
    void helpAndVersionOfEveryCommandSayWhenTheyCannotBePrinted() throws Exception {
        Console console = new Console(System.out, Progress.silent(), programs, Map.of());
        Path full = full();
        List<String> names = leaves(HhvmDeb.commands(console))
                .map(c -> c.getCommandSpec().qualifiedName(" ").replaceFirst("^hhvm-deb ", ""))
                .toList();
        for (String name : names) {
            for (String word : List.of("--help", "--version")) {
                assertUnprintable(name + " " + word, full);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("printing")
    void whatCannotBePrintedIsNoSuccess(String line) throws Exception {
        assertUnprintable(line, full());
    }

    private void assertUnprintable(String line, Path full) throws IOException {
        err.reset();
        try (OutputStream stream = new FileOutputStream(full.toFile())) {
            int status = run(stream, line);
            assertThat(status).as(line + "\n" + told()).isEqualTo(3);
        }
        assertThat(told()).contains("hhvm-deb: cannot write standard output: No space left on device");
        assertThat(isRegular(full)).isFalse();
        note("standard output", "/dev/full", line, 3);
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFullDeviceIsTold(String line) throws Exception {
        Files.move(full(), out);
        assertThat(run(line)).as(told()).isEqualTo(3);
        assertThat(told()).contains("cannot write " + out + ": No space left on device");
        assertThat(isRegular(out)).isFalse();
        note("file", "full device", line, 3);
    }

    @ParameterizedTest
    @MethodSource("files")
    void aDeviceIsWrittenTo(String line) throws Exception {
        node("3", out);
        assertThat(run(line)).as(told()).isZero();
        assertThat(isRegular(out)).isFalse();
        note("file", "device", line, 0);
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFifoIsWrittenTo(String line) throws Exception {
        programs.run(Command.of("mkfifo", out.toString())).orFail();
        CompletableFuture<byte[]> read = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readAllBytes(out);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        int status = run(line);
        assertThat(status).as(told()).isZero();
        assertThat(isRegular(out)).isFalse();
        assertThat(read.get()).isEqualTo(plain(line));
        note("file", "FIFO", line, 0);
    }

    @ParameterizedTest
    @MethodSource("files")
    void theTargetOfALinkIsReplacedAndTheLinkStays(String line) throws Exception {
        Path target = Files.writeString(
                Files.createDirectory(directory.resolve("there")).resolve("real"), "old");
        Files.createSymbolicLink(directory.resolve("between"), Path.of("there/real"));
        Files.createSymbolicLink(out, Path.of("between"));
        assertThat(run(line)).as(told()).isZero();
        assertThat(out).isSymbolicLink();
        assertThat(target).hasBinaryContent(plain(line));
        assertThat(directory.resolve("there").toFile().list()).hasSize(1);
        note("file", "symbolic link", line, 0);
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatADanglingLinkNamesIsMade(String line) throws Exception {
        Files.createSymbolicLink(out, Path.of("there/real"));
        assertThat(run(line)).as(told()).isZero();
        assertThat(out).isSymbolicLink();
        assertThat(directory.resolve("there/real")).hasBinaryContent(plain(line));
        note("file", "dangling link", line, 0);
    }

    @ParameterizedTest
    @MethodSource("files")
    void aDirectoryIsRefusedBeforeTheWork(String line) throws Exception {
        Files.createDirectory(out);
        assertThat(run(line.replace("REPO", "no-such-file").replace("GIT", "no-such-repository")))
                .as(told())
                .isEqualTo(2);
        assertThat(told())
                .contains(out + " is a directory, but a file is written")
                .doesNotContain("no-such");
        assertThat(out).isEmptyDirectory();
        note("file", "directory", line, 2);
    }

    @ParameterizedTest
    @MethodSource("files")
    void aDirectoryThatIsNotThereIsMade(String line) throws Exception {
        out = directory.resolve("a/b/out");
        assertThat(run(line)).as(told()).isZero();
        assertThat(out).isRegularFile();
        note("file", "missing directory", line, 0);
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileOnTheWayIsRefusedBeforeTheWork(String line) throws Exception {
        Files.writeString(out, "mine");
        out = out.resolve("deeper/out");
        assertThat(run(line.replace("REPO", "no-such-file"))).as(told()).isEqualTo(2);
        assertThat(told()).contains("cannot write " + out, "is a file, not a directory");
        assertThat(directory.resolve("out")).hasContent("mine");
        note("file", "file on the way", line, 2);
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFullFileSystemIsToldAndKeepsWhatItHas(String line) throws Exception {
        Path mount = mount("size=64k");
        out = Files.writeString(mount.resolve("out"), "old");
        fill(mount.resolve("filler"));
        assertThat(run(line)).as(told()).isEqualTo(3);
        // A prune knows beforehand what it needs.
        assertThat(told())
                .contains(line.contains("prune") ? mount + ", and 0 bytes are free" : "cannot write " + out + ": ");
        assertThat(told()).doesNotContain(".part", ".hhvm-deb-");
        assertThat(out).hasContent("old");
        assertThat(mount.toFile().list()).containsExactlyInAnyOrder("out", "filler");
        note("file", "full tmpfs", line, 3);
    }

    @ParameterizedTest
    @MethodSource("files")
    void aReadOnlyFileSystemIsToldBeforeTheWork(String line) throws Exception {
        Path mount = mount("size=64k");
        out = Files.writeString(mount.resolve("out"), "old");
        programs.run(Command.of("mount", "-o", "remount,ro", mount.toString())).orFail();
        assertThat(run(line.replace("REPO", "no-such-file"))).as(told()).isEqualTo(3);
        assertThat(told()).contains("cannot write " + out + ": Read-only file system");
        assertThat(out).hasContent("old");
        note("file", "read-only file system", line, 3);
    }

    @ParameterizedTest
    @MethodSource("files")
    void aDashIsStandardOutputAndHasItAlone(String line) throws Exception {
        byte[] expected = plain(line);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        assertThat(run(stream, line.replace("OUT", "-"))).as(told()).isZero();
        assertThat(stream.toByteArray()).isEqualTo(expected);
        assertThat(Path.of("-")).doesNotExist();
        note("file", "-", line, 0);
    }

    @ParameterizedTest
    @MethodSource("files")
    void aDashThatCannotBeWrittenIsTold(String line) throws Exception {
        try (OutputStream stream = new FileOutputStream(full().toFile())) {
            assertThat(run(stream, line.replace("OUT", "-"))).as(told()).isEqualTo(3);
        }
        assertThat(told()).contains("cannot write -: No space left on device");
        note("file", "- to a full device", line, 3);
    }

    @Test
    void twoFilesDoNotShareStandardOutput() {
        assertThat(run("patches lint SOURCE --report json=- --report junit=-")).isEqualTo(2);
        assertThat(told()).contains("two files go to standard output");
    }

    @Test
    void whatIsReadIsNotWrittenOver() throws Exception {
        byte[] repo = Files.readAllBytes(inputs.resolve("site.hhbc"));
        out = Files.createLink(directory.resolve("other-name"), inputs.resolve("site.hhbc"));
        assertThat(run("cache inspect REPO --html OUT")).isEqualTo(2);
        assertThat(run("cache rebuild BASE --base REPO --output OUT")).isEqualTo(2);
        assertThat(told()).contains("the command reads this file");
        assertThat(inputs.resolve("site.hhbc")).hasBinaryContent(repo);
    }

    @ParameterizedTest
    @MethodSource("directories")
    void whatIsNoDirectoryIsRefused(String line) throws Exception {
        Files.writeString(out, "mine");
        assertRefused(line, "file", out + " is a file, but a directory is written there");
        assertThat(out).hasContent("mine");
        Files.delete(out);
        node("3", out);
        assertRefused(line, "device", out + " is a device");
        assertThat(isRegular(out)).isFalse();
        Files.delete(out);
        Files.createSymbolicLink(out, Path.of("nowhere"));
        assertRefused(line, "dangling link", out + " is a symbolic link that leads nowhere");
        assertThat(out).isSymbolicLink();
        Files.delete(out);
        out = Files.writeString(out, "mine").resolve("deeper");
        assertRefused(line, "file on the way", " is a file, but a directory is written there");
    }

    private void assertRefused(String line, String what, String message) {
        err.reset();
        assertThat(run(line)).as(told()).isEqualTo(2);
        assertThat(told()).contains(message);
        note("directory", what, line, 2);
    }

    @ParameterizedTest
    @MethodSource("directories")
    void aReadOnlyDirectoryIsTold(String line) throws Exception {
        Path mount = mount("size=64k,ro");
        out = mount.resolve("out");
        assertThat(run(line)).as(told()).isEqualTo(3);
        assertThat(told()).contains("cannot write " + out + ": Read-only file system");
        note("directory", "read-only file system", line, 3);
    }

    @ParameterizedTest
    @MethodSource("mountable")
    void aFullFileSystemIsToldByWhatWritesDirectories(String line) throws Exception {
        Path mount = mount("size=64k");
        out = Files.createDirectory(mount.resolve("out"));
        fill(mount.resolve("filler"));
        assertThat(run(line)).as(told()).isEqualTo(3);
        assertThat(told()).contains("No space left on device").doesNotContain(".hhvm-deb-");
        assertThat(out).isEmptyDirectory();
        note("directory", "full tmpfs", line, 3);
    }

    private int run(String line) {
        return run(OutputStream.nullOutputStream(), line);
    }

    private int run(OutputStream stream, String line) {
        Map<String, String> environment =
                Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "CI", "1", "SOURCE_DATE_EPOCH", "1700000000");
        String[] words = Arrays.stream(line.split(" ")).map(this::word).toArray(String[]::new);
        return HhvmDeb.run(stream, new PrintStream(err, true, UTF_8), environment, words);
    }

    private String word(String word) {
        try {
            return switch (word) {
                case "REPO" -> inputs.resolve("site.hhbc").toString();
                case "BASE" -> inputs.resolve("base.hhbc").toString();
                case "HHVM" -> inputs.resolve("bin/hhvm").toString();
                case "SITE" -> inputs.resolve("site").toString();
                case "GIT" -> inputs.resolve("hhvm").toString();
                case "SOURCE" -> inputs.resolve("source").toString();
                case "DSC" -> inputs.resolve("x_1.dsc").toString();
                case "ORIG" -> Files.readString(inputs.resolve("orig"));
                case "DEBIAN" -> Files.readString(inputs.resolve("debian"));
                case "NEW" -> directory.resolve("new").toString();
                case "SCHEMA" -> SCHEMA;
                case "M" -> "Site Operators <ops@example.org>";
                default -> word.replace("OUT", out.toString());
            };
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String told() {
        return err.toString(UTF_8);
    }

    /** What the command writes into a regular file. */
    private byte[] plain(String line) throws IOException {
        Path before = out;
        out = directory.resolve("plain");
        assertThat(run(line)).as(told()).isZero();
        byte[] content = Files.readAllBytes(out);
        out = before;
        return content;
    }

    private static boolean isRegular(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    private Path full() throws Exception {
        return node("7", directory.resolve("full"));
    }

    /** A memory device: 3 takes everything, 7 is always full. */
    private Path node(String minor, Path path) throws Exception {
        boolean made = programs.run(Command.of("mknod", path.toString(), "c", "1", minor))
                        .exitCode()
                == 0;
        assumeTrue(made && opens(path), "devices can only be made as root, and where the file system takes them");
        return path;
    }

    private static boolean opens(Path path) {
        try (OutputStream stream = Files.newOutputStream(path, java.nio.file.StandardOpenOption.WRITE)) {
            stream.flush();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Path mount(String options) throws Exception {
        Path mount = Files.createDirectory(directory.resolve("mount"));
        boolean done = programs.run(Command.of("mount", "-t", "tmpfs", "-o", options, "none", mount.toString()))
                        .exitCode()
                == 0;
        assumeTrue(done, "file systems can only be mounted as root, and not in every container");
        mounted.add(mount);
        return mount;
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream stream = Files.newOutputStream(file)) {
            while (true) {
                stream.write(new byte[512]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static void note(String kind, String what, String line, int status) {
        TABLE.add(String.format("%-16s %-22s %-90s %d", kind, what, line, status));
    }
}
