package org.hhvmdeb.deb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Security;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.io.compression.Decompression;
import org.hhvmdeb.io.tar.TarItem;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.testkit.DebSample;
import org.hhvmdeb.testkit.Programs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What jdeb 1.15 gets wrong when it is used alone, and our packages must not have. One test a fault. */
class JdebFaultsTest {

    private static final Instant WHOLE_SECOND = Instant.parse("2018-06-01T12:34:56Z");

    @TempDir
    Path directory;

    private DebSample sample;
    private Path deb;

    @BeforeEach
    void prepare() throws Exception {
        sample = DebSample.in(directory.resolve("contents"));
        deb = directory.resolve("site-hhbc.deb");
    }

    @Test
    void theRootAndAllParentsAreThereFirstAndBelongToRoot() throws Exception {
        List<TarItem> items = written().entries();
        assertThat(items.get(0).isRoot()).isTrue();
        assertThat(items)
                .extracting(TarItem::name)
                .containsExactly(
                        ".",
                        "etc",
                        "etc/hhvm",
                        "etc/hhvm/conf.d",
                        DebSample.INI,
                        "usr",
                        "usr/share",
                        "usr/share/site-hhbc",
                        "usr/share/site-hhbc/a b",
                        "usr/share/site-hhbc/current.hhbc",
                        DebSample.REPO,
                        "var",
                        "var/cache",
                        "var/cache/site-hhbc");
        assertThat(items).allSatisfy(item -> {
            assertThat(item.owner()).isEqualTo(new TarItem.Owner(0, 0, "root", "root"));
        });
        assertThat(items)
                .filteredOn(i -> i.kind() == TarItem.Kind.DIRECTORY && !i.name().equals("var/cache/site-hhbc"))
                .allMatch(i -> i.mode() == 0755);
        assertThat(items.get(items.size() - 1).mode()).isEqualTo(0750);
    }

    @Test
    void linksStayLinksWhereverTheyPoint() throws Exception {
        String far = "/" + "f".repeat(150);
        sample.entries.add(DebEntry.symlink(new RelativePath("usr/far"), far));
        sample.entries.add(DebEntry.symlink(new RelativePath("usr/directory"), "share/site-hhbc"));
        Map<String, String> links = written().entries().stream()
                .filter(i -> i.kind() == TarItem.Kind.SYMLINK)
                .collect(toMap(TarItem::name, TarItem::link));
        assertThat(links)
                .containsOnly(
                        Map.entry("usr/far", far),
                        Map.entry("usr/directory", "share/site-hhbc"),
                        Map.entry("usr/share/site-hhbc/current.hhbc", "site.b7d1f3.hhbc"));
    }

    @Test
    void installedSizeIsWhatDpkgGencontrolComputes() throws Exception {
        DebArchive archive = written();
        Path tree = directory.resolve("tree");
        archive.extract(tree);
        Path source = directory.resolve("source");
        Files.createDirectories(source.resolve("debian"));
        Files.writeString(source.resolve("debian/control"), """
                Source: site-hhbc
                Maintainer: Jane Doe <jane@example.org>

                Package: site-hhbc
                Architecture: amd64
                Description: bytecode
                """);
        Files.writeString(source.resolve("debian/changelog"), """
                site-hhbc (1-1) unstable; urgency=medium

                  * Say nothing.

                 -- Jane Doe <jane@example.org>  Fri, 01 Jun 2018 12:34:56 +0000
                """);
        String theirs = Programs.untethered()
                .run(Command.of("dpkg-gencontrol", "-O", "-P" + tree, "-T/dev/null", "-DArchitecture=amd64")
                        .in(source))
                .orFail()
                .output();
        assertThat(theirs).contains("\nInstalled-Size: " + archive.control().require("Installed-Size") + "\n");
        assertThat(archive.control().require("Installed-Size")).isEqualTo("17");
    }

    @Test
    void aBareFileNameIsEnough() throws Exception {
        Path bare = Path.of("bare-file-name-of-a-test.deb");
        try {
            assertThat(sample.write(bare).file()).isEqualTo(bare).isRegularFile();
        } finally {
            Files.deleteIfExists(bare);
        }
    }

    @Test
    void fieldsThatJdebDoesNotKnowAreKept() throws Exception {
        sample.control = sample.control.toBuilder()
                .set("Built-Using", "hhvm (= 3.18.5+dfsg1-1)")
                .set("Bugs", "mailto:bugs@example.org")
                .set("Origin", "Example")
                .set("Original-Maintainer", "John Doe <john@example.org>")
                .set("Protected", "no")
                .set("X-Hhvm-Tree", "0123456789abcdef")
                .build();
        DebArchive archive = written();
        String[] expected = sample.control.toText().split("(?<=Maintainer: Jan.{1,2} Doe <jane@example.org>\n)", 2);
        assertThat(archive.control().toText()).isEqualTo(expected[0] + "Installed-Size: 17\n" + expected[1]);
        assertThat(run("dpkg-deb", "--field", deb.toString()))
                .isEqualTo(archive.control().toText());
    }

    @Test
    void theEnvironmentDoesNotChangeVersionOrMaintainer() throws Exception {
        assertThat(System.getenv("DEBVERSION"))
                .as("set by the build for this test")
                .isNotNull();
        DebArchive archive = written();
        assertThat(archive.control().require("Version")).isEqualTo("1:20180601-1");

        Path other = directory.resolve("other.deb");
        WriteElsewhere.run(
                Command.of("env", "DEBVERSION=6", "DEBFULLNAME=Mallory", "DEBEMAIL=mallory@example.org"),
                directory.resolve("elsewhere"),
                other);
        assertThat(DebArchive.open(other).control().require("Maintainer")).isEqualTo("Jané Doe <jane@example.org>");
        assertThat(other).hasSameBinaryContentAs(deb);
    }

    @Test
    void noSecurityProviderStaysRegistered() throws Exception {
        written();
        assertThat(Security.getProviders())
                .extracting(provider -> provider.getClass().getName())
                .noneMatch(name -> name.startsWith("org.vafer."));
    }

    @Test
    void longNamesAreWrittenTheGnuWayAndPaxHeadersNever() throws Exception {
        String deep = "usr/share/" + "d".repeat(120) + "/" + "n".repeat(130);
        sample.add(deep, "deep");
        assertThat(written().entries()).extracting(TarItem::name).contains(deep);
        assertThat(tarTypes()).containsExactlyInAnyOrder('0', '2', '5', 'L');
    }

    @Test
    void everyTimeIsTheGivenWholeSecond() throws Exception {
        assertThat(sample.timestamp).isNotEqualTo(WHOLE_SECOND);
        assertThat(written().entries()).allMatch(i -> i.time().equals(WHOLE_SECOND));
        assertThat(ArFile.read(deb).members()).allSatisfy(member -> {
            assertThat(member.time()).isEqualTo(WHOLE_SECOND.getEpochSecond());
            assertThat(member.userId() + member.groupId()).isZero();
            assertThat(member.mode()).isEqualTo(0100644);
        });
        assertThat(run("tar", "-tvf", controlTar().toString()).lines())
                .allMatch(l -> l.contains(" root/root ") && l.contains(" 2018-06-01 12:34 "));
    }

    @Test
    void md5sumsAreSortedRightAndWithoutConffiles() throws Exception {
        DebArchive archive = written();
        Path tree = directory.resolve("tree");
        archive.extract(tree);
        String sums = new String(archive.controlFile("md5sums").orElseThrow(), UTF_8);
        assertThat(sums.lines().map(l -> l.substring(34))).containsExactly("usr/share/site-hhbc/a b", DebSample.REPO);
        Path file = Files.writeString(directory.resolve("md5sums"), sums);
        assertThat(Programs.untethered()
                        .run(Command.of("md5sum", "--strict", "--check", file.toString())
                                .in(tree))
                        .succeeded())
                .isTrue();
    }

    @Test
    void conffilesAreAbsoluteAndMustExist() throws Exception {
        assertThat(written().controlFile("conffiles")).hasValue(("/" + DebSample.INI + "\n").getBytes(UTF_8));
        sample.conffiles = Set.of(new RelativePath("etc/hhvm/forgotten.ini"));
        assertThatThrownBy(this::written)
                .isInstanceOf(InputException.class)
                .hasMessageContaining(
                        "/etc/hhvm/forgotten.ini is to be a conffile, but the package holds no such file");
    }

    @Test
    void controlFilesAreTakenAsTheyAre() throws Exception {
        String script = "#!/bin/sh\nset -e\n[[ta]] [[name]]\n\n  \nécho\n";
        sample.controlFiles.add(new ControlFile("postinst", script));
        sample.controlFiles.add(new ControlFile("triggers", "activate-noawait hhvm-cache\n"));
        DebArchive archive = written();
        assertThat(archive.controlFile("postinst")).hasValue(script.getBytes(UTF_8));
        assertThat(archive.controlFile("triggers")).hasValue("activate-noawait hhvm-cache\n".getBytes(UTF_8));
        assertThat(run("tar", "-tvf", controlTar().toString()).lines())
                .anyMatch(l -> l.startsWith("-rwxr-xr-x ") && l.endsWith("./postinst"))
                .anyMatch(l -> l.startsWith("-rw-r--r-- ") && l.endsWith("./triggers"))
                .anyMatch(l -> l.startsWith("drwxr-xr-x ") && l.endsWith("./"));
    }

    @Test
    void modesAreThoseAskedForWhateverTheContentHas() throws Exception {
        Path secret = sample.content("secret");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-rw-rw-"));
        sample.entries.add(DebEntry.file(new RelativePath("etc/shared"), secret, 0640));
        assertThat(written().entries())
                .filteredOn(i -> i.name().equals("etc/shared"))
                .allMatch(i -> i.mode() == 0640);
    }

    @Test
    void namesThatJdebWouldChangeAreRefused() throws Exception {
        for (String name : List.of("usr/a\\b", "usr/ä", "usr/a\nb")) {
            DebSample other = DebSample.in(directory.resolve("contents"));
            other.add(name, "");
            assertThatThrownBy(() -> other.write(deb))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(name)
                    .hasMessageContaining("printable ASCII");
        }
    }

    private DebArchive written() throws Exception {
        sample.write(deb);
        return DebArchive.open(deb);
    }

    private Set<Character> tarTypes() throws IOException, InputException {
        ArFile ar = ArFile.read(deb);
        Set<Character> types = new HashSet<>();
        try (InputStream tar =
                Decompression.open(".tar.xz", ar.open(ar.members().get(2)), "data")) {
            for (byte[] header = tar.readNBytes(512); header[0] != 0; header = tar.readNBytes(512)) {
                types.add((char) header[156]);
                long size = Long.parseLong(new String(header, 124, 11, UTF_8).strip(), 8);
                tar.skipNBytes((size + 511) / 512 * 512);
            }
        }
        return types;
    }

    private Path controlTar() throws IOException, InputException {
        ArFile ar = ArFile.read(deb);
        Path tar = directory.resolve("control.tar.gz");
        Files.deleteIfExists(tar);
        try (InputStream in = ar.open(ar.members().get(1))) {
            Files.copy(in, tar);
        }
        return tar;
    }

    private static String run(String... words) throws ExternalException {
        return Programs.untethered().run(Command.of(List.of(words))).orFail().output();
    }
}
