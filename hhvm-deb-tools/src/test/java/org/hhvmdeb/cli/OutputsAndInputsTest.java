package org.hhvmdeb.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.process.LocalProcesses;
import org.hhvmdeb.testkit.FakeHhvm;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.testkit.JavaCommand;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RepoFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * No result damages what the command reads, another result, or what the kernel shows of processes: every option that names a
 * file to write, against every input of its command. What is named here and would be damaged lies in a directory of its own.
 */
@Tag("integration")
@Timeout(120)
class OutputsAndInputsTest {

    /** How each option that writes a file is used; OUT is the file, and words in capitals are inputs. */
    private static final Map<String, String> FILES = new TreeMap<>(Map.of(
            "cache inspect --html", "cache inspect REPO --html OUT",
            "cache canonicalise --output", "cache canonicalise REPO --output OUT",
            "cache rebuild --output", "cache rebuild REPO --base BASE --output OUT",
            "cache prune --output", "cache prune REPO --live SCHEMA --apply --output OUT",
            "patches forecast --html", "patches forecast TREE --from GIT --tags HHVM-3.1.* --html OUT",
            "patches check --report", "patches check TREE --orig ORIG --report json=OUT",
            "patches lint --report", "patches lint TREE --report json=OUT"));

    /** They have the options of lint. */
    private static final List<String> AS_LINT = List.of("cache preflight --report", "doctor --report");

    private static final List<String> PACKAGING = List.of(
            "debian/control", "debian/changelog", "debian/patches/series", "debian/patches/a.patch", "debian/new.json");

    @TempDir
    Path directory;

    private final LocalProcesses programs = Programs.untethered();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path out;

    @BeforeEach
    void makeInputs() throws Exception {
        out = directory.resolve("out");
        RepoFixture.compiled(directory.resolve("site.hhbc"), SCHEMA, "index.php", "lib/a.php");
        RepoFixture.compiled(directory.resolve("base.hhbc"), SCHEMA, "index.php");
        new FakeHhvm(SCHEMA).writeTo(directory.resolve("bin/hhvm"));
        GitFixture git = new GitFixture(directory);
        Path hhvm = git.init("hhvm");
        git.write(hhvm, "main.c", "one\n");
        git.commit(hhvm, "first");
        git.git(hhvm, "tag", "HHVM-3.1.0");
        git.write(directory, "tree/main.c", "one\n");
        git.write(
                directory,
                "tree/debian/control",
                "Source: hhvm\nMaintainer: A <a@example.org>\n\nPackage: hhvm\nArchitecture: any\n");
        git.write(
                directory,
                "tree/debian/changelog",
                "hhvm (3.1.0-1) unstable; urgency=medium\n\n  * New.\n\n -- A <a@example.org>  Mon, 05 Jan 2026 10:00:00 +0000\n");
        git.write(directory, "tree/debian/patches/series", "a.patch\n");
        git.write(
                directory,
                "tree/debian/patches/a.patch",
                "Description: say three\nOrigin: upstream, commit:3f2a\n--- a/main.c\n+++ b/main.c\n@@ -1 +1 @@\n-one\n+three\n");
        git.write(directory, "hhvm-3.1.0/main.c", "one\n");
        programs.run(Command.of("tar", "cJf", "hhvm_3.1.0.orig.tar.xz", "hhvm-3.1.0")
                        .in(directory))
                .orFail();
    }

    static Stream<String> files() {
        return FILES.values().stream();
    }

    static Stream<String> readingPackagings() {
        return files().filter(l -> l.contains("TREE"));
    }

    @Test
    void everyOptionThatWritesAFileIsTriedHere() {
        Console console = new Console(System.out, Progress.silent(), programs, Map.of());
        List<String> found = new ArrayList<>();
        leaves(HhvmDeb.commands(console)).forEach(command -> {
            for (ArgSpec each : command.getCommandSpec().args()) {
                if (each.type() == OutputFile.class
                        || Arrays.asList(each.auxiliaryTypes()).contains(OutputFile.class)) {
                    found.add(command.getCommandSpec().qualifiedName(" ").replaceFirst("^hhvm-deb ", "") + " "
                            + ((OptionSpec) each).longestName());
                }
            }
        });
        found.removeAll(AS_LINT);
        assertThat(FILES.keySet()).containsExactlyInAnyOrderElementsOf(found);
    }

    private static Stream<CommandLine> leaves(CommandLine command) {
        return command.getSubcommands().isEmpty()
                ? Stream.of(command)
                : command.getSubcommands().values().stream().flatMap(OutputsAndInputsTest::leaves);
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileThatIsReadIsNotWrittenOverWhateverItIsCalled(String line) throws Exception {
        for (String word : List.of("REPO", "BASE", "ORIG")) {
            if (line.contains(word)) {
                Path input = Path.of(word(word));
                out = input;
                assertRefused(line, "the command reads this file", input);
                out = Files.createSymbolicLink(directory.resolve("link" + word), input);
                assertRefused(line, "the command reads this file", input);
                out = Files.createLink(directory.resolve("hard" + word), input);
                assertRefused(line, "the command reads this file", input);
                out = directory.resolve("hhvm/.." + "/" + input.getFileName());
                assertRefused(line, "the command reads this file", input);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("readingPackagings")
    void nothingIsWrittenIntoAPackagingThatIsRead(String line) throws Exception {
        for (String name : PACKAGING) {
            Path file = directory.resolve("tree").resolve(name);
            out = file;
            assertRefused(line, "is in the packaging that the command reads", file);
            assertRefused(
                    line.replace("TREE", "--debian " + directory.resolve("tree/debian")),
                    "is in the packaging that the command reads",
                    file);
        }
        Path shared = directory.resolve("shared.patch");
        Files.move(directory.resolve("tree/debian/patches/a.patch"), shared);
        Files.createSymbolicLink(directory.resolve("tree/debian/patches/a.patch"), shared);
        out = shared;
        assertRefused(line, "is in the packaging that the command reads", shared);
    }

    /** Patches that are shared by packagings, in a directory that has more links in it. */
    @ParameterizedTest
    @MethodSource("readingPackagings")
    void nothingIsWrittenIntoADirectoryThatAPackagingLinksTo(String line) throws Exception {
        Files.createDirectory(directory.resolve(".git"));
        Path common = directory.resolve("common");
        Path stable = Files.createDirectory(directory.resolve("stable"));
        Path single = Files.writeString(directory.resolve("single.patch"), "--- a/x\n");
        Files.move(directory.resolve("tree/debian/patches"), common);
        Files.createSymbolicLink(directory.resolve("tree/debian/patches"), Path.of("../../common"));
        Files.createSymbolicLink(common.resolve("stable"), stable);
        Files.createSymbolicLink(stable.resolve("back"), common);
        Files.createSymbolicLink(stable.resolve("single.patch"), single);
        Path deep = Files.writeString(stable.resolve("deep.patch"), "--- a/x\n");
        Path unlisted = Files.writeString(common.resolve("unlisted.patch"), "--- a/x\n");
        for (Path each : List.of(common.resolve("a.patch"), unlisted, deep, single)) {
            out = each;
            assertRefused(line, "is in the packaging that the command reads", each);
        }
        out = directory.resolve("beside.json");
        assertThat(run(line)).as(told()).isNotEqualTo(2);
        assertThat(out).exists();
    }

    @ParameterizedTest
    @MethodSource("readingPackagings")
    void aSourceFileIsNotReplacedButAnEarlierResultIs(String line) throws Exception {
        Path source = directory.resolve("tree/main.c");
        out = source;
        assertRefused(line, "is not the result of an earlier run", source);
        for (String format : List.of("text", "json", "sarif", "junit")) {
            String formatted = line.replace("json=", format + "=");
            out = directory.resolve("tree/target/result." + format);
            assertThat(run(formatted)).as(told()).isZero();
            byte[] first = Files.readAllBytes(out);
            assertThat(run(formatted)).as(told()).isZero();
            assertThat(out).hasBinaryContent(first);
        }
    }

    @Test
    void nothingIsWrittenIntoARepositoryThatIsRead() throws Exception {
        out = directory.resolve("hhvm/.git/HEAD");
        assertRefused(words("patches forecast --html"), "git or quilt keeps", out);
        out = directory.resolve("hhvm/.git/config2");
        assertRefused(words("patches forecast --html"), "git or quilt keeps", out);
        out = directory.resolve("hhvm/main.c");
        assertRefused(words("patches forecast --html"), "is not the result of an earlier run", out);
    }

    @Test
    void aRepositoryIsReadWhateverItsAddressIsSpelledLike() throws Exception {
        Path spaced = directory.resolve("h h");
        Files.createSymbolicLink(spaced, directory.resolve("hhvm"));
        String line = words("patches forecast --html");
        for (String address : List.of(
                "FILE://" + directory + "/hhvm",
                "File://localhost" + directory + "/hhvm",
                "file://" + directory + "/h%20h",
                "file://" + directory + "/hhvm/../hhvm/.git")) {
            for (String name : List.of("HEAD", "new")) {
                out = directory.resolve("hhvm/.git").resolve(name);
                assertRefused(line.replace("GIT", address), "git or quilt keeps", out);
            }
        }
    }

    @Test
    void aRepositoryThatStandsForASubmoduleIsReadToo() throws Exception {
        Path mirror = Files.createDirectory(directory.resolve("mirror"));
        programs.run(Command.of("git", "clone", "-q", "--bare", directory + "/hhvm", mirror + "/lib.git"))
                .orFail();
        for (String option : List.of(
                "third-party=" + mirror + "/lib.git",
                "third-party=FILE://" + mirror + "/lib.git",
                "https://forge.example.org/=" + mirror + "/")) {
            for (String name : List.of("HEAD", "new")) {
                out = mirror.resolve("lib.git").resolve(name);
                assertRefused(words("patches forecast --html") + " --submodule " + option, "git or quilt keeps", out);
            }
        }
    }

    /** A clone may bring it; what the user names may be a link. */
    @Test
    void packagesReplaceNothingBehindALinkThatNobodyNamed() throws Exception {
        Path served = Files.createDirectory(directory.resolve("served"));
        Path deb = Files.writeString(served.resolve("hhvm_3.0-1_amd64.deb"), "mine");
        Files.writeString(directory.resolve("x_1.dsc"), "");
        Files.createSymbolicLink(directory.resolve("packages"), served);
        assertRefused("package build DSC", directory.resolve("packages") + " is a symbolic link", deb);
        assertRefused("package build " + directory.resolve("tree"), "packages is a symbolic link", deb);
    }

    @ParameterizedTest
    @MethodSource("files")
    void theKernelsFilesAreNeverReplaced(String line) throws Exception {
        Path victim = Files.writeString(directory.resolve("victim"), "mine");
        String pid = String.valueOf(ProcessHandle.current().pid());
        for (String name : List.of(
                "/proc/self/root" + victim,
                "/proc/self/root" + directory.resolve("new"),
                "/proc/" + pid + "/root" + victim,
                "/proc/thread-self/root" + victim,
                "/proc/self/cwd/new-file-of-a-test",
                "/proc/version",
                "/proc/new-file-of-a-test",
                "/proc/self/fd/0/new-file-of-a-test",
                "/sys/new-file-of-a-test",
                "/sys/kernel/new-file-of-a-test")) {
            out = Path.of(name);
            assertRefused(line, "leads through /proc or /sys", victim);
        }
        Files.createSymbolicLink(directory.resolve("root"), Path.of("/proc/self/root"));
        out = Path.of(directory.resolve("root") + victim.toString());
        assertRefused(line, "leads through /proc or /sys", victim);
        Path link = Files.createSymbolicLink(directory.resolve("behind"), out);
        out = link;
        assertRefused(line, "leads through /proc or /sys", victim);
    }

    /** Java keeps none of its files open for others: what is handed down is shown to a shell's child. */
    @ParameterizedTest
    @ValueSource(strings = {"/proc/self/fd/7", "/dev/fd/7"})
    void anOpenFileIsWrittenThroughAlsoWhenItsNameIsGone(String name) throws Exception {
        String run = "'" + String.join("' '", JavaCommand.words(HhvmDeb.class))
                + "' cache inspect \"$0\"/site.hhbc >/dev/null --html ";
        String script = "exec 7<>\"$0\"/kept; printf 'before\\n' >&7; " + run + name
                + " || exit; exec 8<>\"$0\"/gone; rm \"$0\"/gone; " + run + name.replace('7', '8')
                + " && cat /dev/fd/8 >\"$0\"/other";
        programs.run(Command.of("sh", "-c", script, directory.toString())).orFail();
        assertThat(Files.readString(directory.resolve("kept"))).startsWith("before\n<!DOCTYPE html>");
        assertThat(Files.readString(directory.resolve("other"))).startsWith("<!DOCTYPE html>");
    }

    @Test
    void anOpenFileOfAnotherProcessIsRefused() throws Exception {
        Process other = new ProcessBuilder("sleep", "100")
                .redirectOutput(directory.resolve("theirs").toFile())
                .start();
        try {
            out = Path.of("/proc/" + other.pid() + "/fd/1");
            assertRefused(
                    words("cache inspect --html"), "is an open file of another process", directory.resolve("theirs"));
        } finally {
            other.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "patches lint TREE --report json=OUT --report sarif=OTHER",
                "patches check TREE --orig ORIG --report json=OUT --report junit=OTHER",
            })
    void twoResultsDoNotGoToOneFile(String line) throws Exception {
        assertColliding(line, out, out);
        assertColliding(line, out, directory.resolve("hhvm/../out"));
        assertColliding(line, out, Files.createSymbolicLink(directory.resolve("link"), Path.of("out")));
        Files.writeString(out, "");
        assertColliding(line, out, Files.createLink(directory.resolve("hard"), out));
        Path fifo = directory.resolve("fifo");
        programs.run(Command.of("mkfifo", fifo.toString())).orFail();
        assertColliding(line, fifo, fifo);
    }

    private void assertColliding(String line, Path one, Path other) {
        out = one;
        err.reset();
        assertThat(run(line.replace("OTHER", other.toString()))).as(told()).isEqualTo(2);
        assertThat(told()).contains("two outputs go to the same file");
    }

    @Test
    void aValueThatWouldHaveNoEffectIsRefused() {
        assertThat(run("patches lint TREE --report json=OUT --report json=OUT2"))
                .isEqualTo(2);
        assertThat(told()).contains("--report is given twice for the same FORMAT");
        assertThat(run("patches forecast TREE --from GIT --tags HHVM-3.1.* --submodule a=b --submodule a=c"))
                .isEqualTo(2);
        assertThat(told()).contains("--submodule is given twice for the same PATH");
    }

    @ParameterizedTest
    @ValueSource(strings = {"link", "dangling link", "FIFO", "directory"})
    void aNameThatIsMadeUpInADirectoryIsNeverFollowed(String what) throws Exception {
        Path precious = Files.writeString(directory.resolve("precious"), "precious");
        Path results = Files.createDirectory(directory.resolve("results"));
        for (Map.Entry<String, String> each : Map.of(
                        "hhvm_3.1.0.orig.tar.xz",
                        "upstream import HHVM-3.1.0 --from GIT --output RESULTS",
                        "hhvm_3.1.0.orig.manifest.json",
                        "upstream import HHVM-3.1.0 --from GIT --output RESULTS",
                        "site_1_" + architecture() + ".deb",
                        PACK + " --output RESULTS",
                        "../compiled.log",
                        "cache compile SITE --hhvm HHVM --name s --output RESULTS/../compiled",
                        "../built.log",
                        "package build DSC --output RESULTS/../built")
                .entrySet()) {
            Path name = results.resolve(each.getKey());
            switch (what) {
                case "link" -> Files.createSymbolicLink(name, precious);
                case "dangling link" -> Files.createSymbolicLink(name, Path.of("nowhere"));
                case "FIFO" ->
                    programs.run(Command.of("mkfifo", name.toString())).orFail();
                default -> Files.createDirectory(name);
            }
            Files.createDirectories(directory.resolve("site"));
            Files.writeString(directory.resolve("site/index.php"), "<?php\n");
            Files.writeString(directory.resolve("x_1.dsc"), "");
            assertRefused(each.getValue(), name.getFileName() + " is a", precious);
            assertThat(Files.isRegularFile(name, LinkOption.NOFOLLOW_LINKS)).isFalse();
            assertThat(results.resolve("nowhere")).doesNotExist();
            Files.delete(name);
        }
    }

    @Test
    void aPackageIsNotWrittenOverWhatItIsMadeOf() throws Exception {
        Path results = Files.createDirectory(directory.resolve("results"));
        Path name = results.resolve("site_1_" + architecture() + ".deb");
        Files.copy(directory.resolve("bin/hhvm"), name);
        name.toFile().setExecutable(true);
        assertRefused(PACK.replace("HHVM", name.toString()) + " --output RESULTS", "the command reads this file", name);
        assertRefused(PACK + " --output RESULTS --hhvm " + name, "", name);
        Files.delete(name);
        Files.createLink(name, directory.resolve("bin/hhvm"));
        assertRefused(PACK + " --output RESULTS", "the command reads this file", name);
    }

    @Test
    void anImportPutsNothingIntoThePackagingItReads() {
        out = directory.resolve("tree/debian");
        assertThat(run("upstream import HHVM-3.1.0 --from GIT --debian TREE/debian --output OUT"))
                .as(told())
                .isEqualTo(2);
        assertThat(told()).contains("is in the packaging that the command reads");
        assertThat(out.resolve("hhvm_3.1.0.orig.tar.xz")).doesNotExist();
    }

    /** Inputs that a command would wait for without end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "cache schema FIFO",
                "cache inspect FIFO",
                "cache verify FIFO --schema SCHEMA",
                "cache diff FIFO REPO",
                "cache diff REPO FIFO",
                "cache prune FIFO --live SCHEMA",
                "cache rebuild REPO --base FIFO --output OUT",
                "cache canonicalise FIFO --output OUT",
                "cache compile SITE --hhvm FIFO --name s --output RESULTS",
                "cache pack FIFO --hhvm HHVM --name site --package-version 1 --maintainer M --output RESULTS",
                "patches check TREE --orig FIFO",
                "patches lint FIFO",
                "source build --orig FIFO --debian TREE/debian --output RESULTS",
                "package build FIFO --output RESULTS",
                "upstream verify FIFO --against GIT",
                "upstream import HHVM-3.1.0 --from GIT --keyring FIFO --output RESULTS",
                "upstream import HHVM-3.1.0 --from FIFO --output RESULTS",
                "upstream suggest-prune HHVM-3.1.0 --from GIT --packages FIFO"
            })
    void anInputThatIsAFifoIsRefused(String line) throws Exception {
        Path fifo = directory.resolve("fifo");
        programs.run(Command.of("mkfifo", fifo.toString())).orFail();
        assertRefused(line.replace("FIFO", fifo.toString()), fifo + " is a FIFO", fifo);
        Path link = Files.createSymbolicLink(directory.resolve("link"), fifo);
        assertRefused(line.replace("FIFO", link.toString()), link + " is a FIFO", fifo);
    }

    /** What is on a disk would be destroyed by whoever wrote a file into it. */
    @ParameterizedTest
    @MethodSource("files")
    void anOutputThatIsABlockDeviceIsRefused(String line) throws Exception {
        out = directory.resolve("disk");
        // A number that no driver has.
        Completed made = programs.run(Command.of("mknod", out.toString(), "b", "240", "0"));
        assumeTrue(made.succeeded(), "to make a device takes root");
        assertRefused(line, out + " is a block device", out);
        out = Files.createSymbolicLink(directory.resolve("link"), out);
        assertRefused(line, out + " is a block device", out);
    }

    private static final String PACK = "cache pack REPO --hhvm HHVM --name site --package-version 1 --maintainer M";

    private String architecture() throws Exception {
        return programs.run(Command.of("dpkg", "--print-architecture"))
                .orFail()
                .output()
                .strip();
    }

    private void assertRefused(String line, String message, Path precious) throws IOException {
        byte[] before = Files.isRegularFile(precious) ? Files.readAllBytes(precious) : new byte[0];
        boolean there = Files.exists(precious);
        err.reset();
        assertThat(run(line)).as(line + " to " + out + ": " + told()).isEqualTo(2);
        assertThat(told()).as(line + " to " + out).contains(message);
        assertThat(Files.exists(precious)).isEqualTo(there);
        if (before.length > 0) {
            assertThat(precious).hasBinaryContent(before);
        }
    }

    private int run(String line) {
        Map<String, String> environment =
                Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "CI", "1", "SOURCE_DATE_EPOCH", "1700000000");
        String[] words = Arrays.stream(line.split(" ")).map(this::word).toArray(String[]::new);
        return HhvmDeb.run(OutputStream.nullOutputStream(), new PrintStream(err, true, UTF_8), environment, words);
    }

    private String word(String word) {
        try {
            return switch (word) {
                case "REPO" -> directory.toRealPath().resolve("site.hhbc").toString();
                case "BASE" -> directory.toRealPath().resolve("base.hhbc").toString();
                case "ORIG" ->
                    directory.toRealPath().resolve("hhvm_3.1.0.orig.tar.xz").toString();
                case "HHVM" -> directory.resolve("bin/hhvm").toString();
                case "SITE" -> directory.resolve("site").toString();
                case "DSC" -> directory.resolve("x_1.dsc").toString();
                case "GIT" -> directory.resolve("hhvm").toString();
                case "SCHEMA" -> SCHEMA;
                case "M" -> "Site Operators <ops@example.org>";
                default ->
                    word.replace("OUT", out.toString())
                            .replace("TREE", directory.resolve("tree").toString())
                            .replace("RESULTS", directory.resolve("results").toString());
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String told() {
        return err.toString(UTF_8);
    }

    private static String words(String option) {
        return Objects.requireNonNull(FILES.get(option));
    }
}
