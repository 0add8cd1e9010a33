package org.hhvmdeb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.HeldCommand;
import org.hhvmdeb.process.LocalProcesses;
import org.hhvmdeb.testkit.CacheInputs;
import org.hhvmdeb.testkit.CommandProcess;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.testkit.Packaging;
import org.hhvmdeb.testkit.QuickSource;
import org.hhvmdeb.testkit.RepoFixture;
import org.hhvmdeb.testkit.UploadFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that stand still in the middle of their work, and are told to end there. */
@Tag("integration")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class InterruptedTest {

    @TempDir
    Path directory;

    private Path place;
    private Path run;
    private Path gate;
    private Path reached;

    @BeforeEach
    void makePlaces() throws Exception {
        place = Files.createDirectory(directory.resolve("place"));
        run = Files.createDirectory(directory.resolve("run"));
        reached = directory.resolve("reached");
        gate = directory.resolve("gate");
        new LocalProcesses().run(Command.of("mkfifo", gate.toString())).orFail();
    }

    @ParameterizedTest
    @CsvSource({"TERM,143", "INT,130", "HUP,129"})
    void anImportThatWaitsForAServer(String signal, int status) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + server.getLocalPort() + "/hhvm.git";
            CommandProcess command = start("upstream", "import", "HHVM-3.18.5", "--from", url, "--output", path("out"));
            try (Socket waiting = server.accept()) {
                assertThat(waiting.getInputStream().read()).isPositive();
                end(command, signal, status);
            }
        }
        assertThat(listing()).containsOnly("place/out");
    }

    @ParameterizedTest
    @CsvSource({"TERM,143", "INT,130"})
    void aBuildOfPackages(String signal, int status) throws Exception {
        Path dsc = QuickSource.make(directory.resolve("source"), 1, standstill());
        Files.createDirectories(place.resolve("out"));
        Path old = Files.writeString(place.resolve("out/old.deb"), "old");
        UploadFixture.list(place.resolve("out/old.changes"), "hhvm", old);
        List<String> before = listing();
        CommandProcess command = start("package", "build", dsc.toString(), "--output", path("out"));
        awaitStandstill(command);
        end(command, signal, status);
        assertThat(place.resolve("out.log")).content().contains("the build begins");
        Files.delete(place.resolve("out.log"));
        assertThat(listing()).isEqualTo(before);
    }

    /** That goes to the directory for temporary files twice: to pack the source, and as the path has a blank. */
    @Test
    void aBuildOfAnUnpackedSource() throws Exception {
        Path source =
                QuickSource.make(directory.resolve("source"), 1, standstill()).resolveSibling("../..");
        Path unpacked = Files.createDirectories(place.resolve("two words/hhvm"));
        FileTree.copy(source.resolve("debian"), unpacked.resolve("debian"));
        Files.copy(
                source.resolve("hhvm_3.18.5+dfsg1.orig.tar.xz"),
                unpacked.resolveSibling("hhvm_3.18.5+dfsg1.orig.tar.xz"));
        List<String> before = listing();
        CommandProcess command = start("package", "build", unpacked.toString());
        awaitStandstill(command);
        end(command, "TERM", 143);
        Files.delete(unpacked.resolveSibling("packages.log"));
        assertThat(listing()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"TERM,143", "INT,130"})
    void aCacheThatIsPacked(String signal, int status) throws Exception {
        CacheInputs.write(directory.resolve("inputs"));
        Path bin = wrap("xz");
        CommandProcess command = CommandProcess.start(
                run,
                List.of(),
                Map.of("PATH", bin + ":" + System.getenv("PATH"), "SOURCE_DATE_EPOCH", "1500000000"),
                "cache",
                "pack",
                directory.resolve("inputs/site.hhbc").toString(),
                "--hhvm",
                directory.resolve("inputs/hhvm").toString(),
                "--name",
                "site-cache",
                "--package-version",
                "1",
                "--maintainer",
                "A <a@example.org>",
                "--output",
                path("out"));
        awaitStandstill(command);
        end(command, signal, status);
        assertThat(listing()).isSubsetOf("place/out");
    }

    /** The old directory has gone, the new one has not come yet. */
    @Test
    void betweenTheTwoRenamesOfADirectory() throws Exception {
        needStrace();
        Packaging packaging = Packaging.in(Files.createDirectory(directory.resolve("packaging")));
        String orig = packaging.orig("3.18.5+dfsg1").toString();
        Path out = Files.createDirectory(place.resolve("out"));
        Path old = Files.writeString(out.resolve("hhvm_1.orig.tar.xz"), "old");
        UploadFixture.list(out.resolve("hhvm_1.dsc"), "hhvm", old);
        CommandProcess command = start(
                List.of("strace", "-D", "-f", "-qq", "-o", "/dev/null", "-P", out.toString()),
                "rename:delay_exit=3000000:when=1",
                "source",
                "build",
                "--orig",
                orig,
                "--debian",
                packaging.debian().toString(),
                "--output",
                out.toString());
        command.await(() -> !Files.exists(out));
        end(command, "TERM", 143);
        assertThat(FileTree.list(out)).extracting(RelativePath::text).contains("hhvm_3.18.5+dfsg1-1.dsc");
        assertThat(out.resolve("hhvm_1.dsc")).doesNotExist();
        assertThat(listing()).noneMatch(f -> f.contains(".part") || f.startsWith("run/tmp/"));
    }

    /** What reads upstream, while its server says nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "upstream tags URL",
                "upstream import HHVM-3.1.0 --from URL --output PLACE/out --into PLACE/git",
                "upstream suggest-prune HHVM-3.1.0 --from URL --packages PLACE/source",
                "patches check PLACE/source --from URL --tag HHVM-3.1.0",
                "patches forecast PLACE/source --from URL --tags HHVM-3.* --html PLACE/out",
                "patches rebase PLACE/source --from URL --onto HHVM-3.1.0"
            })
    void whatWaitsForAServerLeavesAllAsItWas(String line) throws Exception {
        writeSource();
        new GitFixture(place).init("git");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // A command that ends by itself asks nothing.
            server.setSoTimeout(60_000);
            List<String> before = listing();
            CommandProcess command =
                    start(words(line.replace("URL", "http://127.0.0.1:" + server.getLocalPort() + "/hhvm.git")));
            try (Socket waiting = server.accept()) {
                assertThat(waiting.getInputStream().read()).isPositive();
                end(command, "TERM", 143);
            }
            assertThat(withoutLockOfGit(listing())).containsExactlyElementsOf(before);
        }
    }

    /** An empty directory for results, and the empty lock file that stays, are none. */
    private static List<String> withoutLockOfGit(List<String> listing) {
        return listing.stream()
                .filter(f -> !f.equals("place/out") && !f.equals("place/git/.git/hhvm-deb.lock"))
                .toList();
    }

    private void writeSource() throws IOException {
        Path source = Files.createDirectories(place.resolve("source/debian/patches"))
                .resolve("../..")
                .normalize();
        Files.writeString(source.resolve("main.c"), "0\n1\n2\n3\n4\n5\n6\n7\n8\n");
        Files.writeString(
                source.resolve("archive_dists_stable_main_binary-amd64_Packages"), "Package: a\nVersion: 1\n");
        Files.writeString(source.resolve("new.patch"), "--- /dev/null\n+++ b/new\n@@ -0,0 +1 @@\n+new\n");
        Files.writeString(source.resolve("debian/changelog"), Packaging.changelog("3.0.0-1"));
        Files.writeString(source.resolve("debian/patches/series"), "a.patch");
        Files.writeString(
                source.resolve("debian/patches/a.patch"),
                "Forwarded: No\n--- a/main.c\n+++ b/main.c\n@@ -1,3 +1,3 @@\n 5\n-6\n+six\n 7\n");
    }

    private String[] words(String line) {
        return Stream.of(line.split(" "))
                .map(w -> w.replace("PLACE", place.toString())
                        .replace("INPUTS", directory.resolve("inputs").toString())
                        .replace("SCHEMA", RepoFixture.SCHEMA))
                .toArray(String[]::new);
    }

    /** What is held where the first of its files goes to the disk, and nothing is decided. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "patches refresh PLACE/source",
                "patches add PLACE/source/new.patch PLACE/source",
                "patches drop a.patch PLACE/source",
                "patches rename a.patch b.patch PLACE/source",
                "patches lint --fix PLACE/source",
                "cache canonicalise INPUTS/site.hhbc --output PLACE/out",
                "cache rebuild INPUTS/site.hhbc --base INPUTS/base.hhbc --output PLACE/out",
                "cache prune INPUTS/site.hhbc --live SCHEMA --apply --output PLACE/out",
                "cache compile INPUTS/php --hhvm INPUTS/hhvm --name s --output PLACE/out",
                "upstream import HHVM-3.1.0 --from INPUTS/git --output PLACE/out"
            })
    void whatIsNotCompleteGoes(String line) throws Exception {
        needStrace();
        writeSource();
        Path inputs = directory.resolve("inputs");
        CacheInputs.write(inputs);
        RepoFixture.compiled(inputs.resolve("base.hhbc"), RepoFixture.SCHEMA, "index.php");
        GitFixture git = new GitFixture(inputs);
        Path upstream = git.init("git");
        git.write(upstream, "main.c", "one\n");
        git.commit(upstream, "first");
        git.git(upstream, "tag", "HHVM-3.1.0");
        git.write(inputs, "php/index.php", "<?php\n");
        List<String> before = listing();
        HeldCommand held = HeldCommand.start(run, "fsync:delay_enter:when=1", List.of(), words(line))
                .await(this::isUnderWay);
        held.command().signal("TERM");
        held.await(() -> !isUnderWay());
        assertEnded(held.command(), held.finish(), 143);
        assertThat(listing().stream()
                        .filter(f -> !f.equals("place/out") && !f.equals("place/out.log"))
                        // The library of SQLite's driver is the driver's to remove.
                        .filter(f -> !f.startsWith("run/tmp/sqlite-"))
                        .toList())
                .isEqualTo(before);
    }

    private boolean isUnderWay() {
        try {
            return FileTree.list(place).stream()
                    .anyMatch(f -> f.text().matches(".*(\\.part/claims/|,,hhvm-deb-batch/0).*"));
        } catch (IOException e) {
            return false;
        }
    }

    /** A program that it runs stands still. */
    @Test
    void aSourcePackage() throws Exception {
        Packaging packaging = Packaging.in(Files.createDirectory(directory.resolve("packaging")));
        List<String> before = listing();
        CommandProcess command = CommandProcess.start(
                run,
                List.of(),
                Map.of("PATH", wrap("dpkg-source") + ":" + System.getenv("PATH")),
                "source",
                "build",
                "--orig",
                packaging.orig("3.18.5+dfsg1").toString(),
                "--debian",
                packaging.debian().toString(),
                "--output",
                path("out"));
        awaitStandstill(command);
        end(command, "INT", 130);
        assertThat(listing()).isEqualTo(before);
    }

    @Test
    void aCacheThatIsCompiled() throws Exception {
        Path site = Files.createDirectory(directory.resolve("site"));
        Files.writeString(site.resolve("index.php"), "<?php\n");
        List<String> before = listing();
        CommandProcess command = start(
                "cache",
                "compile",
                site.toString(),
                "--hhvm",
                wrap("hhvm").resolve("hhvm").toString(),
                "--name",
                "s",
                "--output",
                path("out"));
        awaitStandstill(command);
        end(command, "INT", 130);
        assertThat(listing()).isEqualTo(before);
    }

    @Test
    void patchesThatAreDecidedAreApplied() throws Exception {
        needStrace();
        writePatch();
        CommandProcess command = start(
                List.of("strace", "-D", "-f", "-qq", "-o", "/dev/null"),
                "rename:delay_exit=1500000:when=1",
                "patches",
                "apply",
                place.toString());
        command.await(() -> Files.exists(place.resolve(".pc/.hhvm-deb/journal")));
        end(command, "TERM", 143);
        assertThat(place.resolve(".pc/.hhvm-deb")).doesNotExist();
        assertThat(place.resolve("main.c")).hasContent("three\n");
    }

    @Test
    void patchesThatAreNotDecidedAreTakenBack() throws Exception {
        needStrace();
        writePatch();
        HeldCommand held = HeldCommand.start(
                        run, "fsync:delay_enter:when=1", List.of(), "patches", "apply", place.toString())
                .await(() -> Files.exists(place.resolve(".pc/.hhvm-deb/journal.draft")));
        held.command().signal("TERM");
        held.await(() -> !Files.exists(place.resolve(".pc")));
        assertEnded(held.command(), held.finish(), 143);
        assertThat(place.resolve("main.c")).hasContent("one\n");
        assertThat(place.resolve(".pc")).doesNotExist();
    }

    private void writePatch() throws IOException {
        Files.createDirectories(place.resolve("debian/patches"));
        Files.writeString(place.resolve("main.c"), "one\n");
        Files.writeString(place.resolve("debian/patches/series"), "a.patch\n");
        Files.writeString(
                place.resolve("debian/patches/a.patch"), "--- a/main.c\n+++ b/main.c\n@@ -1 +1 @@\n-one\n+three\n");
    }

    private CommandProcess start(String... arguments) throws IOException {
        return CommandProcess.start(run, List.of(), Map.of(), arguments);
    }

    private CommandProcess start(List<String> strace, String injection, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(strace);
        all.addAll(List.of("-e", "trace=" + injection.replaceFirst(":.*", ""), "-e", "inject=" + injection));
        return CommandProcess.start(run, all, Map.of(), arguments);
    }

    /** A line of shell that goes no further. */
    private String standstill() {
        return "touch " + reached + "; read line <" + gate;
    }

    private void awaitStandstill(CommandProcess command) throws Exception {
        command.await(() -> Files.exists(reached));
    }

    private static void needStrace() {
        assumeTrue(Files.exists(Path.of("/usr/bin/strace")), "strace is not installed, so nothing can be held by it");
    }

    private static void end(CommandProcess command, String signal, int status) throws Exception {
        command.signal(signal);
        assertEnded(command, command.process().waitFor(), status);
    }

    private static void assertEnded(CommandProcess command, int ended, int status) throws Exception {
        assertThat(ended).as(command.text()).isEqualTo(status);
        assertThat(command.text()).endsWith("hhvm-deb: interrupted\n").doesNotContain("Exception", "failed", "killed");
        assertThat(command.text().lines().filter(l -> l.startsWith("hhvm-deb: ")))
                .hasSize(1);
        CommandProcess.awaitNoneIn(command.said().resolve("../..").normalize());
    }

    /** A program of that name which waits at the gate. */
    private Path wrap(String program) throws IOException {
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Files.writeString(bin.resolve(program), "#!/bin/sh\n" + standstill() + "\n", StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(bin.resolve(program), PosixFilePermissions.fromString("rwxr-xr-x"));
        return bin;
    }

    private String path(String name) {
        return place.resolve(name).toString();
    }

    /** What there is in the place and in the directory for temporary files. */
    private List<String> listing() throws IOException {
        return FileTree.list(directory).stream()
                .map(RelativePath::text)
                .filter(f -> f.startsWith("place/") || f.startsWith("run/tmp/"))
                .toList();
    }
}
