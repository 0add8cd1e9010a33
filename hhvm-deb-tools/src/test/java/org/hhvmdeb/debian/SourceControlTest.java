package org.hhvmdeb.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.testkit.RealTools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceControlTest {

    private static final String DIGEST = "0123456789abcdef".repeat(4);

    private static final String DSC = """
            Format: 3.0 (quilt)
            Source: hhvm
            Version: 1:3.18.5+dfsg1-1
            Checksums-Sha256:
             %s 12 hhvm_3.18.5+dfsg1.orig.tar.xz
             %s 3 hhvm_3.18.5+dfsg1-1.debian.tar.xz
            Files:
             d41d8cd98f00b204e9800998ecf8427e 12 hhvm_3.18.5+dfsg1.orig.tar.xz
             d41d8cd98f00b204e9800998ecf8427e 3 hhvm_3.18.5+dfsg1-1.debian.tar.xz
            """.formatted(DIGEST, DIGEST);

    private static final String SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n" + DSC
            + "\n-----BEGIN PGP SIGNATURE-----\n\niQ==\n-----END PGP SIGNATURE-----\n";

    @TempDir
    Path directory;

    @Test
    void aSourcePackageIsReadSignedOrNot() throws Exception {
        for (String text : List.of(DSC, SIGNED, SIGNED.replace("\n", "\r\n"))) {
            SourceControl dsc = SourceControl.read(Files.writeString(directory.resolve("x.dsc"), text));
            assertThat(dsc.source()).hasToString("hhvm");
            assertThat(dsc.version()).hasToString("1:3.18.5+dfsg1-1");
            assertThat(dsc.files())
                    .containsExactly(
                            new FileChecksum("hhvm_3.18.5+dfsg1.orig.tar.xz", 12, new Sha256(DIGEST)),
                            new FileChecksum("hhvm_3.18.5+dfsg1-1.debian.tar.xz", 3, new Sha256(DIGEST)));
            assertThat(dsc.paragraph().get("Format")).contains("3.0 (quilt)");
        }
    }

    @Test
    void whatStandsOutsideTheSignedPartIsNotRead() throws Exception {
        String more = SIGNED + "\nSource: other\n";
        assertThat(SourceControl.parse(more, "x.dsc").source()).hasToString("hhvm");
        assertThatThrownBy(() -> SourceControl.parse(SIGNED.substring(0, 300), "x.dsc"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("x.dsc:1:")
                .hasMessageContaining("cut off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/etc/passwd", "a/b", ".hidden", "..", "-rf", "a\\b", "a\0b", "é", "a;b", "$x"})
    void aFileNameThatIsNotPlainIsRefused(String name) {
        assertThatThrownBy(() -> SourceControl.parse(DSC.replace("hhvm_3.18.5+dfsg1.orig.tar.xz", name), "x.dsc"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("x.dsc:");
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                " 12 hhvm_| -1 hhvm_|:4|is not a file's size",
                " 12 hhvm_| 99999999999999999999 hhvm_|:4|is not a file's size",
                "0123456789abcdef0123|xyz|:4|is not a SHA-256",
                "e 12 hhvm_|e 13 hhvm_|:7|do not agree about hhvm_3.18.5+dfsg1.orig.tar.xz",
                "Checksums-Sha256|Checksums-Sha1|:1|the field Checksums-Sha256 is missing",
                "Version: 1:|Version: x:|:3|is not a Debian version",
                "Source: hhvm|Source: ../hhvm|:2|is not a package name",
            },
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false)
    void whatIsWrongIsNamedWithItsField(String from, String to, String line, String message) {
        assertThatThrownBy(() -> SourceControl.parse(DSC.replace(from, to), "x.dsc"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("x.dsc" + line + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void changesAndBuildinfoListWhatWasBuilt() throws Exception {
        String changes =
                "Source: hhvm (3.18.5)\nVersion: 3.18.5-1+b1\nArchitecture: source amd64 all\nChecksums-Sha256:\n "
                        + DIGEST + " 7 hhvm_3.18.5-1+b1_amd64.deb\n";
        Changes built = Changes.parse(changes, "x.changes");
        assertThat(built.source()).hasToString("hhvm");
        assertThat(built.version()).hasToString("3.18.5-1+b1");
        assertThat(built.architectures()).containsExactly("source", "amd64", "all");
        assertThat(built.files()).extracting(FileChecksum::name).containsExactly("hhvm_3.18.5-1+b1_amd64.deb");
        assertThat(Changes.parse(changes + "Files:\n 0 7 php optional hhvm_3.18.5-1+b1_amd64.deb\n", "x.changes")
                        .files())
                .hasSize(1);
    }

    @Test
    void whatDpkgBuiltIsRead() throws Exception {
        RealTools tools = new RealTools().needing("dpkg-source", "--version").needing("dpkg-genchanges", "--version");
        Path tree = directory.resolve("mini-1.0");
        Path debian = tree.resolve("debian");
        Files.createDirectories(debian.resolve("source"));
        Files.writeString(tree.resolve("file"), "content\n");
        Files.writeString(debian.resolve("source/format"), "3.0 (native)\n");
        Files.writeString(debian.resolve("control"), """
                Source: mini
                Maintainer: A <a@example.org>
                Standards-Version: 4.6.2

                Package: mini
                Architecture: all
                Description: x
                 y
                """);
        Files.writeString(debian.resolve("changelog"), """
                mini (1:1.0) unstable; urgency=low

                  * x

                 -- A <a@example.org>  Mon, 05 Jun 2017 10:00:00 +0000
                """);
        tools.run(Command.of("dpkg-source", "-b", "mini-1.0").in(directory)).orFail();
        Path changes = directory.resolve("mini_1.0_source.changes");
        tools.run(Command.of("dpkg-genchanges", "-S", "-O" + changes).in(tree)).orFail();

        SourceControl dsc = SourceControl.read(directory.resolve("mini_1.0.dsc"));
        Path tarball = directory.resolve("mini_1.0.tar.xz");
        assertThat(dsc.files())
                .containsExactly(new FileChecksum("mini_1.0.tar.xz", Files.size(tarball), Sha256.of(tarball)));
        assertThat(Changes.read(changes).files())
                .extracting(FileChecksum::name)
                .containsExactlyInAnyOrder("mini_1.0.dsc", "mini_1.0.tar.xz");
    }
}
