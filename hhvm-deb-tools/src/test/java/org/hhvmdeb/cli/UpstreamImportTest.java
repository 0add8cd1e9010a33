package org.hhvmdeb.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.testkit.JavaCommand;
import org.hhvmdeb.testkit.Programs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class UpstreamImportTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    private String upstream = "";

    @BeforeEach
    void makeUpstream() throws Exception {
        GitFixture git = new GitFixture(directory);
        Path hhvm = git.init("hhvm.git");
        git.write(hhvm, "main.c", "one\n");
        git.write(hhvm, "free/not.c", "not\n");
        git.commit(hhvm, "first");
        git.git(hhvm, "tag", "HHVM-3.1.0");
        upstream = hhvm.toString();
    }

    @Test
    void theResultIsToldAsJson() throws Exception {
        assertThat(run("--exclude", "free", "--exclude", "nothing", "--compression", "gz", "--format", "json"))
                .isZero();
        assertThat(err.toString(UTF_8)).isEmpty();
        assertThat(out.toString(UTF_8))
                .contains(
                        "\"tarball\": \"" + directory.resolve("out/hhvm_3.1.0+dfsg1.orig.tar.gz") + "\"",
                        "\"files\": 1,",
                        "\"upToDate\": false",
                        "\"state\": \"unsigned\"",
                        "\"rule\": \"files-excluded-unused\"")
                .containsIgnoringWhitespaces("""
                        "pruned": [
                          { "pattern": "free", "files": 1, "bytes": 4, "submodules": 0 },
                          { "pattern": "nothing", "files": 0, "bytes": 0, "submodules": 0 }
                        ]
                        """);
    }

    @Test
    void thePathsAreTheOutputAndFindingsAreWarnings() {
        assertThat(run("--exclude", "nothing")).isZero();
        assertThat(out.toString(UTF_8).lines())
                .containsExactly(
                        directory.resolve("out/hhvm_3.1.0.orig.tar.xz").toString(),
                        directory.resolve("out/hhvm_3.1.0.orig.manifest.json").toString());
        assertThat(err.toString(UTF_8))
                .startsWith("hhvm-deb: warning: the option exclude: the exclude pattern \"nothing\"");
    }

    @Test
    void aTagWithoutOthersCodeIsSaidToHaveNone() throws Exception {
        String lists = Files.writeString(directory.resolve("Packages"), "Package: a\nVersion: 1\n")
                .toString();
        String[] words = {"upstream", "suggest-prune", "HHVM-3.1.0", "--from", upstream, "--packages", lists};
        assertThat(HhvmDeb.run(out, new PrintStream(err, true, UTF_8), Map.of(), words))
                .isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("HHVM-3.1.0: no third-party code was found\n");
    }

    @Test
    void aTagWithoutTheRequiredSignatureIsACheckThatDidNotPass() throws Exception {
        assertThat(run("--require-signature")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("name a keyring");
        Path keyring = Files.write(directory.resolve("keys.gpg"), new byte[] {(byte) 0x99, 0, 0});
        assertThat(run("--require-signature", "--keyring", keyring.toString())).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("the tag HHVM-3.1.0 has no good signature", "it is not signed");
        assertThat(run("--compression", "zip")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("xz and gz are known");
        assertThat(directory.resolve("out"))
                .satisfiesAnyOf(
                        o -> assertThat(o).doesNotExist(), o -> assertThat(o).isEmptyDirectory());
    }

    @Test
    void theBranchesAreLookedAtBeforeTheTarballIsMade() throws Exception {
        GitFixture git = new GitFixture(directory);
        Path packaging = git.init("packaging");
        git.write(packaging, "debian/rules", "#!/usr/bin/make -f\n");
        git.commit(packaging, "Start the packaging");
        assertThat(run("--into", packaging.toString(), "--debian-branch", "nope"))
                .isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("has no branch nope");
        assertThat(run("--into", packaging.toString(), "--upstream-branch", "a b"))
                .isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("\"a b\" cannot be the name of a git branch");
        assertThat(directory.resolve("out")).doesNotExist();
    }

    @Test
    void aFailedImportLeavesNoEmptyDirectory() throws Exception {
        String[] words = {"upstream", "import", "HHVM-9.9.9", "--from", upstream, "--output", directory + "/out/deeper"
        };
        assertThat(command(words)).isEqualTo(2);
        assertThat(directory.resolve("out")).doesNotExist();
        Files.createDirectory(directory.resolve("out"));
        assertThat(command(words)).isEqualTo(2);
        assertThat(directory.resolve("out")).isEmptyDirectory();
    }

    @Test
    void aDeviceInThePlaceOfADirectoryIsSaidToBeNone() {
        for (String line : List.of(
                "upstream import HHVM-3.1.0 --from x --output /dev/null",
                "source build --orig x --output /dev/null",
                "cache compile x --name s --output /dev/null",
                "cache pack x --name s --package-version 1 --maintainer A<a@example.org> --output /dev/null")) {
            assertThat(command(line.split(" "))).as(line).isEqualTo(2);
            assertThat(err.toString(UTF_8))
                    .as(line)
                    .contains("/dev/null is a device, but a directory is needed here")
                    .doesNotContain("regular file");
        }
    }

    @Test
    void aHostThatSshDoesNotFindIsUnknownAsForHttps() {
        assertThat(command("upstream import HHVM-3.1.0 --from git@host.invalid:x/y --output /dev/x"
                        .replace("/dev/x", directory + "/out")
                        .split(" ")))
                .isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("unknown host host.invalid").doesNotContain("Exception", "Future");
    }

    @Test
    void whatIsWrongWithAManifestIsNoCountOfPaths() {
        assertThat(run()).isZero();
        assertThat(run("--exclude", "free")).isZero();
        assertThat(command(
                        "upstream",
                        "verify",
                        directory + "/out/hhvm_3.1.0.orig.tar.xz",
                        "--manifest",
                        directory + "/out/hhvm_3.1.0+dfsg1.orig.manifest.json"))
                .isEqualTo(1);
        assertThat(out.toString(UTF_8)).contains("error").doesNotContain("0 paths differ");
    }

    @Test
    void optionsOfTwoKindsAreRefusedInOneSentence() {
        for (String options : List.of("--from y --orig x --tag z", "--from y --tag z --orig x --tag w")) {
            assertThat(command(("patches check " + options).split(" "))).isEqualTo(2);
            assertThat(err.toString(UTF_8).lines().toList().get(1))
                    .as(options)
                    .contains("--orig")
                    .containsAnyOf("go together", "exclude each other", "is missing")
                    .doesNotContain("expected only", "{", "xception");
        }
    }

    private int command(String... words) {
        out.reset();
        err.reset();
        return HhvmDeb.run(out, new PrintStream(err, true, UTF_8), Map.of(), words);
    }

    /** Also where nobody named it, as it is where the command runs. */
    @Test
    void aReportIsNotWrittenIntoThePackagingThatIsRead() throws Exception {
        Path control = new GitFixture(directory).write(directory, "debian/control", "Source: hhvm\n");
        for (String command : List.of("check", "lint")) {
            List<String> words = JavaCommand.words(HhvmDeb.class);
            words.addAll(List.of("patches", command, "--report", "json=debian/control"));
            Completed refused = Programs.untethered().run(Command.of(words).in(directory));
            assertThat(refused.exitCode()).as(refused.describe()).isEqualTo(2);
            assertThat(refused.describe()).contains("it is in the packaging that the command reads");
            assertThat(control).hasContent("Source: hhvm");
        }
    }

    private int run(String... options) {
        String output = directory.resolve("out").toString();
        List<String> words =
                new ArrayList<>(List.of("upstream", "import", "HHVM-3.1.0", "--from", upstream, "--output", output));
        words.addAll(List.of(options));
        return HhvmDeb.run(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Map.of(),
                words.toArray(String[]::new));
    }

    /** JGit measures how exact the times of files are; on machines with more cores than two in threads of its own choice. */
    @Test
    void nothingIsReadFromOrWrittenToAHomeOrToTheRepositoryThatIsRead() throws Exception {
        GitFixture git = new GitFixture(directory);
        git.git(Path.of(upstream), "gc", "--quiet");
        Path home = Files.createDirectory(directory.resolve("home"));
        Files.writeString(home.resolve(".gitconfig"), "[broken\n");
        String before = files();
        List<String> words = JavaCommand.words(
                HhvmDeb.class, "-Djava.util.concurrent.ForkJoinPool.common.parallelism=4", "-Duser.home=" + home);
        words.addAll(List.of("upstream", "import", "HHVM-3.1.0", "--from", upstream));
        words.addAll(List.of("--output", directory.resolve("out").toString()));
        Completed imported = Programs.untethered()
                .run(Command.of(words)
                        .with("HOME", home.toString())
                        .with("XDG_CONFIG_HOME", home.resolve("xdg").toString()));
        assertThat(imported.exitCode()).as(imported.describe()).isZero();
        assertThat(files()).isEqualTo(before);
    }

    /** What is there of the home and the repository, with times: a probe that is gone has changed a directory's. */
    private String files() throws Exception {
        return Programs.untethered()
                .run(Command.of("find", directory.resolve("home").toString(), upstream, "-printf", "%p %s %T@\n"))
                .orFail()
                .output();
    }
}
