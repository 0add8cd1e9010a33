package org.hhvmdeb.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hhvmdeb.testkit.HostileHttpServer.ascii;
import static org.hhvmdeb.testkit.HostileHttpServer.head;
import static org.hhvmdeb.testkit.HostileHttpServer.packet;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hhvmdeb.cli.console.ExitCodes;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.testkit.HostileHttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sequences that steer terminals, planted in whatever others wrote. */
class WordsOfOthersTest {

    private static final String EVIL = "\u001b]0;owned\u0007\u001b[2J\u009b31m\u202etxt\u007f";

    @TempDir
    Path directory;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void whatAServerSays() throws Exception {
        try (HostileHttpServer server = HostileHttpServer.of((r, out) -> {
            byte[] evil = EVIL.getBytes(UTF_8);
            if (r.path().startsWith("/err/")) {
                out.write(head("application/x-git-upload-pack-advertisement"));
                packet(out, "# service=git-upload-pack\n");
                out.write(ascii("0000"));
                packet(out, "ERR " + new String(evil, java.nio.charset.StandardCharsets.ISO_8859_1));
            } else if (r.path().startsWith("/status/")) {
                out.write(ascii("HTTP/1.1 500 \u001b[2J\r\nContent-Length: 0\r\n\r\n"));
            } else {
                out.write(head("text/html"));
                out.write(evil);
            }
        })) {
            for (String way : new String[] {"err", "status", "html"}) {
                assertThat(run("upstream", "tags", server.url(way + "/x.git"))).isEqualTo(ExitCodes.OUTSIDE);
                assertThat(run("upstream", "tags", "--format", "json", server.url(way + "/x.git")))
                        .isPositive();
            }
            assertThat(run("cache", "schema", "http://127.0.0.1:" + server.port()))
                    .isPositive();
            assertThat(run("cache", "preflight", "--schema", "1".repeat(40), "127.0.0.1:" + server.port()))
                    .isPositive();
        }
        assertThat(said()).contains("\\x1b");
    }

    @Test
    void namesInATree() throws Exception {
        GitFixture git = new GitFixture(directory);
        Path hhvm = git.init("hhvm");
        git.write(hhvm, "a", "a\n");
        git.write(hhvm, "excluded" + EVIL, "a\n");
        git.write(hhvm, ".gitmodules", "[submodule \"x\"]\n\tpath = \"x\u0085" + "\"\n\turl = \"https://h\u202e/\"\n");
        git.commit(hhvm, "one");
        git.git(hhvm, "tag", "HHVM-3.18.5");
        for (String format : new String[] {"text", "json"}) {
            run(
                    "upstream",
                    "import",
                    "HHVM-3.18.5",
                    "--from",
                    hhvm.toString(),
                    "--output",
                    directory.resolve(format).toString(),
                    "--format",
                    format,
                    "--exclude",
                    "excluded*");
        }
        harmless(Files.readString(directory.resolve("text/hhvm_3.18.5+dfsg1.orig.manifest.json")));
    }

    @Test
    void whatAPackagingHolds() throws Exception {
        Path debian = Files.createDirectories(directory.resolve("pk/debian"));
        Files.createDirectories(debian.resolve("source"));
        Files.createDirectories(debian.resolve("patches"));
        Files.writeString(debian.resolve("source/format"), "3.0 (quilt)" + EVIL + "\n");
        Files.writeString(
                debian.resolve("changelog"),
                "hhvm (3.18.5-1) x; urgency=low\n\n  * " + EVIL + "\n\n -- A <a@b>  Mon, 02 Jan 2017 00:00:00 +0000\n");
        Files.writeString(debian.resolve("control"), "Source: hhvm" + EVIL + "\n");
        Files.writeString(debian.resolve("patches/series"), "p" + EVIL + ".patch\n");
        Files.writeString(
                debian.resolve("patches/p" + EVIL + ".patch"),
                "Description: " + EVIL + "\n--- a/" + EVIL + "\n+++ b/" + EVIL + "\n@@ -1 +1 @@\n-" + EVIL + "\n+b\n");
        String place = directory.resolve("pk").toString();
        for (String command : new String[] {"check", "lint", "list", "apply", "refresh"}) {
            run("patches", command, place);
        }
        run("patches", "check", place, "--format", "json");
        run("patches", "check", place, "--format", "junit");
        run("patches", "check", place, "--format", "sarif");
        run(
                "source",
                "build",
                "--debian",
                debian.toString(),
                "--output",
                directory.resolve("out").toString());
        run("patches", "check", "--no-such-option" + EVIL);
        run("no" + EVIL);
        assertThat(said()).contains("\\x1b");
    }

    /** A cloned packaging may have links where its files should be; what they lead to is not its own. */
    @ParameterizedTest
    @CsvSource({
        "changelog, build import rebase",
        "control, build",
        "copyright, build check-on-tag import rebase",
        "source/format, build",
        "patches/series, apply build check check-on-tag lint list rebase refresh",
        "patches, apply build check check-on-tag lint list rebase refresh"
    })
    void linesOfTheUsersOwnFilesAreNotShown(String link, String commands) throws Exception {
        GitFixture git = new GitFixture(directory);
        Path hhvm = git.init("hhvm");
        git.write(hhvm, "a", "a\n");
        git.commit(hhvm, "one");
        git.git(hhvm, "tag", "HHVM-3.18.5");
        Path own = Files.createDirectory(directory.resolve("own"));
        for (String name : new String[] {"netrc", "series"}) {
            Files.writeString(
                    own.resolve(name), "Files-Excluded: [machine h password s3cret\nmachine h password s3cret x\n");
        }
        Path debian = Files.createDirectories(directory.resolve("pk/debian"));
        Files.createDirectories(debian.resolve("source"));
        if (!link.equals("patches")) {
            Files.createDirectories(debian.resolve("patches"));
            Files.writeString(debian.resolve("patches/series"), "");
        }
        Files.writeString(debian.resolve("source/format"), "3.0 (quilt)\n");
        Files.writeString(
                debian.resolve("changelog"),
                "hhvm (3.18.5+dfsg1-1) x; urgency=low\n\n  * x\n\n -- A <a@b>  Mon, 02 Jan 2017 00:00:00 +0000\n");
        Files.writeString(
                debian.resolve("control"),
                "Source: hhvm\nMaintainer: A <a@b>\n\nPackage: hhvm\nArchitecture: any\nDescription: x\n");
        Files.deleteIfExists(debian.resolve(link));
        Files.createSymbolicLink(debian.resolve(link), link.equals("patches") ? own : own.resolve("netrc"));
        String place = directory.resolve("pk").toString();
        Set<String> refusing = new TreeSet<>();
        for (String command : new String[] {"check", "lint", "list", "apply", "refresh"}) {
            if (run("patches", command, place) == ExitCodes.INPUT) {
                refusing.add(command);
            }
        }
        Path output = directory.resolve("out");
        String[][] others = {
            {"patches", "rebase", "--dry-run", "--from", hhvm.toString(), "--onto", "HHVM-3.18.5", place},
            {"patches", "check", "--from", hhvm.toString(), "--tag", "HHVM-3.18.5", place},
            {
                "upstream",
                "import",
                "HHVM-3.18.5",
                "--from",
                hhvm.toString(),
                "--debian",
                debian.toString(),
                "--output",
                output.toString()
            },
            {
                "source",
                "build",
                "--debian",
                debian.toString(),
                "--orig",
                output + "/hhvm_3.18.5+dfsg1.orig.tar.xz",
                "--output",
                directory.resolve("src").toString()
            }
        };
        for (String[] command : others) {
            if (run(command) == ExitCodes.INPUT) {
                refusing.add(command[1].equals("check") ? "check-on-tag" : command[1]);
            }
        }
        assertThat(String.join(" ", refusing)).isEqualTo(commands);
        assertThat(said())
                .containsPattern("leads out of the packaging|links to .*, out of the source tree")
                .doesNotContain("s3cret");
    }

    /** Also where a result is looked for, or is to be replaced. */
    @Test
    void noListOfFilesIsReadBehindALink() throws Exception {
        Path own = Files.writeString(directory.resolve("netrc"), "machine h login u password s3cret\n");
        Path clone = directory.resolve("clone");
        Files.createDirectories(clone.resolve("debian"));
        Files.createSymbolicLink(clone.resolve("hhvm_1-1.dsc"), own);
        Files.createSymbolicLink(
                Files.createDirectory(directory.resolve("packages")).resolve("hhvm_1-1.changes"), own);
        assertThat(run("package", "build", clone.toString())).isEqualTo(ExitCodes.INPUT);
        Files.delete(clone.resolve("hhvm_1-1.dsc"));
        Files.writeString(clone.resolve("hhvm_1-1.dsc"), "Format: 3.0 (quilt)\nSource: hhvm\nVersion: 1-1\n");
        assertThat(run("package", "build", clone.toString())).isEqualTo(ExitCodes.INPUT);
        assertThat(said()).contains("there is no .dsc in", "is a symbolic link").doesNotContain("s3cret");
    }

    private int run(String... arguments) {
        PrintStream both = new PrintStream(written, true, UTF_8);
        int status = HhvmDeb.run(both, both, Map.of("PATH", "/usr/bin:/bin", "CI", "1"), arguments);
        harmless(said());
        return status;
    }

    private String said() {
        return written.toString(UTF_8);
    }

    private static void harmless(String text) {
        assertThat(text.codePoints()
                        .filter(c -> (c < ' ' && c != '\n' && c != '\t')
                                || (c >= 0x7f && c <= 0x9f)
                                || (c >= 0x202a && c <= 0x202e)
                                || (c >= 0x2066 && c <= 0x2069)))
                .as(text)
                .isEmpty();
    }
}
