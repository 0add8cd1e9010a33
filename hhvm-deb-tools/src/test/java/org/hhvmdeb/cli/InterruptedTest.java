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
import org.hhvmdeb.build.QuickSource;
import org.hhvmdeb.debian.UploadFixture;
import org.hhvmdeb.hhbc.CacheInputs;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.CommandProcess;
import org.hhvmdeb.process.LocalProcesses;
import org.hhvmdeb.source.Packaging;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that stand still in the middle of their work, and are told to end there. */
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

    @Test
    void patchesThatAreDecidedAreApplied() throws Exception {
        assertThat(applied("rename:delay_exit=1500000:when=1", ".pc/.hhvm-deb/journal"))
                .isEqualTo("three\n");
    }

    @Test
    void patchesThatAreNotDecidedAreTakenBack() throws Exception {
        assertThat(applied("fsync:delay_enter=1500000", ".pc/.hhvm-deb/journal.draft"))
                .isEqualTo("one\n");
        assertThat(place.resolve(".pc")).doesNotExist();
    }

    private String applied(String injection, String awaited) throws Exception {
        needStrace();
        Files.createDirectories(place.resolve("debian/patches"));
        Files.writeString(place.resolve("main.c"), "one\n");
        Files.writeString(place.resolve("debian/patches/series"), "a.patch\n");
        Files.writeString(
                place.resolve("debian/patches/a.patch"), "--- a/main.c\n+++ b/main.c\n@@ -1 +1 @@\n-one\n+three\n");
        CommandProcess command = start(
                List.of("strace", "-D", "-f", "-qq", "-o", "/dev/null"),
                injection,
                "patches",
                "apply",
                place.toString());
        command.await(() -> Files.exists(place.resolve(awaited)));
        end(command, "TERM", 143);
        assertThat(place.resolve(".pc/.hhvm-deb")).doesNotExist();
        return Files.readString(place.resolve("main.c"));
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
        assertThat(command.process().waitFor()).as(command.text()).isEqualTo(status);
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
