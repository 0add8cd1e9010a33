package org.hhvmdeb.deb;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.io.tar.TarItem;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.testkit.DebListing;
import org.hhvmdeb.testkit.Programs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything is compared with packages that dpkg-deb built. */
class DebArchiveTest {

    private static final RelativePath PROGRAM = new RelativePath("usr/bin/hhvm");

    @TempDir
    Path directory;

    private Path tree;

    @BeforeEach
    void drawATree() throws IOException {
        tree = directory.resolve("tree");
        Files.createDirectories(tree.resolve("DEBIAN"));
        Files.writeString(tree.resolve("DEBIAN/control"), """
                Package: hhvm
                Version: 3.18.5+dfsg1-1
                Architecture: amd64
                Maintainer: Jane Doe <jane@example.org>
                Provides: hhvm-repo-schema-b7d1f3
                Description: virtual machine for PHP
                 It runs PHP.
                 .
                 Quickly.
                """);
        Path postinst = Files.writeString(tree.resolve("DEBIAN/postinst"), "#!/bin/sh\nset -e\n");
        Files.setPosixFilePermissions(postinst, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(tree.resolve("opt/hhvm/3/bin"));
        Files.createDirectories(tree.resolve("usr/bin"));
        Path program = Files.writeString(tree.resolve("opt/hhvm/3/bin/hhvm"), "the program");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(tree.resolve("usr/bin/hhvm"), Path.of("php"));
        Files.createSymbolicLink(tree.resolve("usr/bin/php"), Path.of("/opt/hhvm/current/bin/hhvm"));
        Files.createSymbolicLink(tree.resolve("opt/hhvm/current"), Path.of("../hhvm/./3"));
        Files.createLink(tree.resolve("opt/hhvm/3/bin/same"), program);
        Files.writeString(tree.resolve("opt/hhvm/3/README"), "read me");
        Files.createSymbolicLink(tree.resolve("usr/bin/alternative"), Path.of("/etc/alternatives/hhvm"));
        Files.createSymbolicLink(tree.resolve("usr/bin/circle"), Path.of("circle"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "xz"})
    void whatDpkgDebPacksIsListedAndUnpackedAsDpkgDebDoes(String compression) throws Exception {
        Path deb = build("-Z" + compression);
        DebArchive archive = DebArchive.open(deb);

        assertThat(archive.control().toText()).isEqualTo(run("dpkg-deb", "--field", deb.toString()));
        assertThat(archive.controlFiles()).containsExactly("control", "postinst");
        assertThat(archive.controlFile("postinst")).hasValue("#!/bin/sh\nset -e\n".getBytes(UTF_8));
        assertThat(archive.controlFile("prerm")).isEmpty();
        assertThat(archive.entries().stream().map(DebListing::line)).containsExactlyElementsOf(DebListing.of(deb));

        Path mine = directory.resolve("mine");
        Path theirs = directory.resolve("theirs");
        archive.extract(mine);
        run("dpkg-deb", "--extract", deb.toString(), theirs.toString());
        assertThat(run("diff", "--recursive", "--no-dereference", mine.toString(), theirs.toString()))
                .isEmpty();
        assertThat(FileTree.list(mine)).isEqualTo(FileTree.list(theirs));
    }

    @Test
    void oneFileIsFoundThroughTheLinksOfThePackage() throws Exception {
        Path target = directory.resolve("out/hhvm");
        assertThat(DebArchive.open(build()).extractFile(PROGRAM, target).map(TarItem::name))
                .hasValue("opt/hhvm/3/bin/hhvm");
        assertThat(target).hasContent("the program").isExecutable();
    }

    @Test
    void aHardLinkIsAsGoodAsTheFileItself() throws Exception {
        Path target = directory.resolve("hhvm");
        DebArchive archive = DebArchive.open(build());
        for (String name : List.of("opt/hhvm/3/bin/hhvm", "opt/hhvm/3/bin/same")) {
            assertThat(archive.extractFile(new RelativePath(name), target)).isPresent();
            assertThat(target).hasContent("the program");
        }
    }

    @Test
    void aPathThatIsNotThereIsEmptyButALinkOutOfThePackageIsNamed() throws Exception {
        DebArchive archive = DebArchive.open(build());
        Path target = directory.resolve("hhvm");
        assertThat(archive.extractFile(new RelativePath("usr/bin/hack"), target))
                .isEmpty();
        assertThatThrownBy(() -> archive.extractFile(new RelativePath("usr/bin/alternative"), target))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(
                        "usr/bin/alternative leads to /etc/alternatives/hhvm, which the package does not hold");
        assertThatThrownBy(() -> archive.extractFile(new RelativePath("usr/bin/circle"), target))
                .hasMessageContaining("circle");
        assertThatThrownBy(() -> archive.extractFile(new RelativePath("usr/bin"), target))
                .hasMessageContaining("usr/bin is not a file");
        assertThat(target).doesNotExist();
    }

    @Test
    void zstandardMembersAreRead() throws Exception {
        List<String> expected = DebArchive.open(build()).entries().stream()
                .map(Object::toString)
                .toList();
        assertThat(expected).isNotEmpty();
        assertThat(DebArchive.open(build("-Zzstd")).entries())
                .extracting(Object::toString)
                .isEqualTo(expected);
    }

    @Test
    void membersThatNoReaderHereKnowsAreRefusedWithACommandThatHelps() throws Exception {
        Path deb = build("-Znone");
        Path control = Files.writeString(directory.resolve("control.tar.br"), "x");
        Path version = Files.writeString(directory.resolve("debian-binary"), "2.0\n");
        Files.delete(deb);
        run("ar", "rc", deb.toString(), version.toString(), control.toString(), control.toString());
        assertThatThrownBy(() -> DebArchive.open(deb))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(deb + " cannot be read: control.tar.br")
                .hasMessageContaining("dpkg-deb --raw-extract");
    }

    @Test
    void aSignatureAmongTheMembersIsSkipped() throws Exception {
        Path deb = build();
        Path signature = Files.writeString(directory.resolve("_gpgorigin"), "signature");
        run("ar", "r", deb.toString(), signature.toString());
        assertThat(DebArchive.open(deb).entries()).isNotEmpty();
    }

    @Test
    void whatIsNoPackageIsNamedWithTheReason() throws Exception {
        Path text = Files.writeString(directory.resolve("a.deb"), "<html>not found</html>");
        assertThatThrownBy(() -> DebArchive.open(text))
                .isInstanceOf(InputException.class)
                .hasMessage(text + " is not a Debian package: it does not start with \"!<arch>\"");
        Path other = directory.resolve("b.deb");
        run("ar", "r", other.toString(), text.toString());
        assertThatThrownBy(() -> DebArchive.open(other))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("its members are [a.deb]");
        byte[] whole = Files.readAllBytes(build());
        Path cut = Files.write(directory.resolve("cut.deb"), Arrays.copyOf(whole, whole.length - 50));
        assertThatThrownBy(() -> DebArchive.open(cut))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("ends within the member data.tar.xz");
    }

    @Test
    void aPackageThatUnpacksOutsideItsDirectoryIsRefused() throws Exception {
        Path outside = Files.writeString(directory.resolve("outside"), "evil");
        Path data = directory.resolve("data.tar");
        run("tar", "-P", "-cf", data.toString(), "-C", tree.toString(), "../outside");
        Path deb = build("-Znone");
        run("ar", "r", deb.toString(), data.toString());
        Files.writeString(outside, "good");
        assertThatThrownBy(() -> DebArchive.open(deb).extract(directory.resolve("mine")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("../outside");
        assertThat(outside).hasContent("good");
    }

    @Test
    void damagedPackagesAreReadOrRefusedButNeverCrash() throws Exception {
        byte[] none = Files.readAllBytes(build("-Znone"));
        byte[] xz = Files.readAllBytes(build("-Zxz"));
        byte[] gzip = Files.readAllBytes(build("-Zgzip"));
        Random random = new Random(3);
        Path damaged = directory.resolve("damaged.deb");
        int refused = 0;
        for (int round = 0; round < 900; round++) {
            byte[] bytes = List.of(none, xz, gzip).get(round % 3).clone();
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            Files.write(damaged, bytes);
            try {
                DebArchive.open(damaged).entries();
            } catch (InputException e) {
                assertThat(e).hasMessageContaining("damaged.deb");
                refused++;
            }
        }
        assertThat(refused).isBetween(100, 899);
    }

    @Test
    void aHeaderThatClaimsTooMuchIsRefused() throws Exception {
        byte[] bytes = Files.readAllBytes(build());
        System.arraycopy("9999999999".getBytes(US_ASCII), 0, bytes, 8 + 48, 10);
        Path deb = Files.write(directory.resolve("evil.deb"), bytes);
        assertThatThrownBy(() -> DebArchive.open(deb)).hasMessageContaining("ends within the member debian-binary");
    }

    private Path build(String... options) throws ExternalException {
        Path deb = directory.resolve("hhvm.deb");
        List<String> words = new ArrayList<>(List.of("dpkg-deb", "--root-owner-group"));
        words.addAll(List.of(options));
        words.addAll(List.of("--build", tree.toString(), deb.toString()));
        run(words.toArray(String[]::new));
        return deb;
    }

    private static String run(String... words) throws ExternalException {
        return Programs.untethered().run(Command.of(List.of(words))).orFail().output();
    }
}
