package org.hhvmdeb.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.hhvmdeb.testkit.GitFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Text of others whose cost would grow with the square of its length, or worse: minutes for what is read in a blink. The
 * time is a guard against what does not end, not a measure.
 */
class CostlyTextTest {

    private static final Duration FOREVER = Duration.ofMinutes(2);
    private static final String BLANKS = " ".repeat(1_000_000);
    private static final String CHANGELOG = """
            hhvm (3.1.0-1) unstable; urgency=mediumMORE

              * A change.

             -- Some One <some.one@example.org>  Mon, 01 Jan 2024 00:00:00 +0000
            """;
    private static final String CONTROL = """
            Source: hhvm
            Maintainer: Some One <some.one@example.org>
            Standards-Version: 4.6.2

            Package: hhvm
            Architecture: any
            Description: a package
             of a test
            """;
    private static final String PATCH = """
            Description: A change
            Author: Some One <some.one@example.org>

            --- a/a.cTIME
            +++ b/a.cTIME
            @@ -1 +1 @@
            -int a;
            +int b;
            """;

    @TempDir
    Path directory;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void makePackaging() throws IOException {
        write("tree/a.c", "int a;\n");
        write("tree/debian/source/format", "3.0 (quilt)\n");
        write("tree/debian/changelog", CHANGELOG.replace("MORE", ""));
        write("tree/debian/control", CONTROL);
        write("tree/debian/patches/series", "a.patch\n");
        write("tree/debian/patches/a.patch", PATCH.replace("TIME", ""));
    }

    @Test
    void aLineOfASeriesMayHaveBlanksAnywhere() throws IOException {
        write("tree/debian/patches/series", BLANKS + "#" + BLANKS + "x\n" + BLANKS + "a.patch" + BLANKS + "-p1\n");
        assertThat(check()).as(told()).isZero();
    }

    @Test
    void aSeriesMayBeNothingButComments() throws IOException {
        write("tree/debian/patches/series", "# x\n".repeat(1_000_000) + "a.patch\n");
        assertThat(check()).as(told()).isZero();
    }

    @Test
    void theTimeOfADiffMayBeNone() throws IOException {
        write("tree/debian/patches/a.patch", PATCH.replace("TIME", "\tabc 1" + " ".repeat(20_000) + "x"));
        assertThat(check()).as(told()).isZero();
    }

    @Test
    void theHeadingOfAChangelogMayBeFullOfBlanks() throws IOException {
        write("tree/debian/changelog", CHANGELOG.replace("MORE", BLANKS + "x"));
        assertThat(check()).as(told()).isZero();
    }

    @Test
    void theTrailerOfAChangelogMayBeFullOfAddresses() throws IOException {
        write(
                "tree/debian/changelog",
                CHANGELOG.replace("MORE", "").replace("Some One", "Some One" + " <".repeat(500_000)));
        assertThat(check()).as(told()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"url", "path", "count"})
    void gitmodulesMayBeAnyText(String what) throws Exception {
        StringBuilder modules = new StringBuilder("[submodule \"lib\"]\n\tpath = lib");
        switch (what) {
            case "url" ->
                modules.append("\n\turl = ../").append("/".repeat(900_000)).append("x\n");
            case "path" -> modules.append("/x".repeat(400_000)).append("\n\turl = ../x\n");
            default -> {
                modules.append("\n\turl = git://example.org/x\n");
                for (int i = 0; i < 22_000; i++) {
                    modules.append("[submodule \"" + i + "\"]\npath=l" + i + "\nurl=../x\n");
                }
            }
        }
        GitFixture git = new GitFixture(directory);
        Path hhvm = git.init("hhvm");
        git.write(hhvm, ".gitmodules", modules.toString());
        git.git(hhvm, "add", ".gitmodules");
        git.git(hhvm, "update-index", "--add", "--cacheinfo", "160000," + "12345678".repeat(5) + ",lib");
        git.git(hhvm, "commit", "-q", "-m", "one");
        git.git(hhvm, "tag", "HHVM-3.1.0");
        assertThat(run("upstream", "import", "HHVM-3.1.0", "--from", hhvm.toString(), "--output", "" + hhvm + ".out"))
                .as(told())
                .isEqualTo(2);
        assertThat(told()).contains(".gitmodules");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hhvm-3.1.0/a@b", "hhvm-3.1.0/@b"})
    void aNameThatNoFileCanHaveIsNoNameInATarball(String name) throws Exception {
        String filling = (name.contains("a@") ? "/" : "d/").repeat(250_000);
        Path orig = directory.resolve("hhvm_3.1.0.orig.tar");
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(orig))) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.putArchiveEntry(new TarArchiveEntry("hhvm-3.1.0/a.c"));
            tar.closeArchiveEntry();
        }
        // The library that reads it would take very long to write it.
        byte[] pax = pax("path", name.replace("@", filling));
        byte[] plain = Files.readAllBytes(orig);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(header("pax", pax.length, (byte) 'x'));
        bytes.writeBytes(pax);
        bytes.writeBytes(new byte[(512 - pax.length % 512) % 512]);
        bytes.writeBytes(plain);
        Files.write(orig, bytes.toByteArray());
        for (List<String> words : List.of(
                List.of("upstream", "verify", orig.toString(), "--against", orig.toString()),
                List.of(
                        "patches",
                        "check",
                        "--orig",
                        orig.toString(),
                        directory.resolve("tree").toString()))) {
            said.reset();
            assertThat(run(words.toArray(String[]::new))).as(told()).isEqualTo(2);
            assertThat(told()).contains(orig.toString(), "longer than 4095 bytes");
        }
    }

    /** Some kilobytes that stand for gigabytes of zeros. */
    @Test
    void aSparseMemberIsNotReadToItsEnd() throws Exception {
        GitFixture git = new GitFixture(directory);
        Path orig = directory.resolve("hhvm_3.1.0.orig.tar");
        git.sh(
                directory,
                "mkdir hhvm-3.1.0 && cd hhvm-3.1.0 && truncate -s 8000M a.c && cd .. && tar -cSf '" + orig
                        + "' hhvm-3.1.0 && rm -r hhvm-3.1.0");
        assertThat(run("upstream", "verify", orig.toString(), "--against", orig.toString()))
                .as(told())
                .isEqualTo(2);
        assertThat(told()).contains(orig.toString(), "as a sparse file");
    }

    private static byte[] header(String name, long size, byte type) {
        TarArchiveEntry entry = new TarArchiveEntry(name, type);
        entry.setSize(size);
        byte[] header = new byte[512];
        entry.writeEntryHeader(header);
        return header;
    }

    private static byte[] pax(String key, String value) {
        String rest = " " + key + "=" + value + "\n";
        int length = rest.length() + 1;
        while (String.valueOf(length).length() + rest.length() != length) {
            length++;
        }
        return (length + rest).getBytes(UTF_8);
    }

    private int check() {
        return run("patches", "check", directory.resolve("tree").toString());
    }

    private int run(String... words) {
        return assertTimeoutPreemptively(
                FOREVER, () -> HhvmDeb.run(said, new PrintStream(said, true, UTF_8), Map.of("CI", "1"), words));
    }

    private void write(String file, String content) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.resolveSibling("."));
        Files.writeString(path, content);
    }

    private String told() {
        String told = said.toString(UTF_8);
        return told.substring(0, Math.min(told.length(), 2000));
    }
}
