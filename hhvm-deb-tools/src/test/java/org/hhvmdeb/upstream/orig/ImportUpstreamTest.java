package org.hhvmdeb.upstream.orig;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.io.compression.Compression;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.upstream.tree.PrunedPattern;
import org.hhvmdeb.upstream.verify.VerifyOrig;
import org.hhvmdeb.upstream.verify.VerifyOrigRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an import writes. */
@Tag("integration")
class ImportUpstreamTest {

    @TempDir
    Path directory;

    private ImportFixture upstream;

    @BeforeEach
    void makeUpstream() throws Exception {
        upstream = new ImportFixture(directory);
    }

    @Test
    void theTarballHoldsWhatARecursiveCloneChecksOutWithoutGitsOwnFiles() throws Exception {
        ImportedUpstream imported = upstream.run(upstream.request());
        upstream.git()
                .git(
                        directory,
                        "clone",
                        "-q",
                        "--recurse-submodules",
                        "--branch",
                        ImportFixture.TAG,
                        upstream.hhvm().toString(),
                        "clone");
        Files.createDirectories(directory.resolve("unpacked"));
        upstream.git().sh(directory, "tar -xpJf '" + imported.tarball() + "' -C unpacked");
        String list = " && find . -name '.git*' -prune -o -printf '%P %y %m %l\\n' | LC_ALL=C sort";
        assertThat(upstream.git().sh(directory, "cd unpacked/hhvm-3.18.5" + list))
                .isEqualTo(upstream.git().sh(directory, "cd clone" + list))
                .contains(
                        "hphp/tmp d 755",
                        "third-party/folly/src/folly/String.h f 644",
                        "configure f 755",
                        "link l 777 hphp/runtime");
        upstream.git().sh(directory, "diff -r --no-dereference -x '.git*' clone unpacked/hhvm-3.18.5");
        assertThat(imported.version()).isEqualTo("3.18.5");
        assertThat(imported.tarball()).hasFileName("hhvm_3.18.5.orig.tar.xz");
        assertThat(imported.commit()).isEqualTo(upstream.git().git(upstream.hhvm(), "rev-parse", "HEAD"));
    }

    @Test
    void membersAreSortedAndCarryNothingOfTheMachine() throws Exception {
        List<TarArchiveEntry> members =
                ImportFixture.members(upstream.run(upstream.request()).tarball());
        assertThat(members.stream().map(TarArchiveEntry::getName).toList())
                .startsWith("hhvm-3.18.5/", "hhvm-3.18.5/README.md")
                .containsSubsequence("hhvm-3.18.5/hphp.txt", "hhvm-3.18.5/hphp/", "hhvm-3.18.5/hphp/empty")
                .isSorted()
                .doesNotHaveDuplicates()
                .contains("hhvm-3.18.5/caf\u00e9");
        assertThat(members).allSatisfy(member -> {
            assertThat(member.getLongUserId()).isZero();
            assertThat(member.getLongGroupId()).isZero();
            assertThat(member.getUserName()).isEmpty();
            assertThat(member.getGroupName()).isEmpty();
            assertThat(member.getLastModifiedTime().toInstant()).isEqualTo("2017-03-04T05:06:07Z");
            assertThat(member.isPaxHeader()).isFalse();
        });
    }

    @Test
    void twoDirectoriesAndTwoSourcesGiveTheSameBytes() throws Exception {
        ImportedUpstream first = upstream.run(upstream.request());
        upstream.git().git(directory, "clone", "-q", "--mirror", upstream.hhvm().toString(), "elsewhere/hhvm.git");
        upstream.git().git(directory.resolve("elsewhere/hhvm.git"), "repack", "-adq");
        ImportedUpstream second = upstream.run(ImportRequest.builder(
                        ImportFixture.TAG,
                        directory.resolve("elsewhere/hhvm.git").toUri().toString(),
                        directory.resolve("other"))
                .submoduleUrls(Map.of(
                        "third-party", directory.resolve("third-party.git").toString()))
                .build());
        assertThat(second.digest()).isEqualTo(first.digest());
        assertThat(second.manifest()).hasSameTextualContentAs(first.manifest());
    }

    @Test
    void nothingIsWrittenIntoTheRepositoriesThatAreRead() throws Exception {
        Path mirror = directory.resolve("mirror");
        upstream.git().git(directory, "clone", "-q", "--mirror", upstream.hhvm().toString(), "mirror");
        for (Path place : List.of(
                mirror,
                mirror.resolve("objects"),
                mirror.resolve("new"),
                upstream.hhvm().resolve(".git/x"))) {
            assertThatThrownBy(() -> upstream.run(ImportRequest.builder(ImportFixture.TAG, mirror.toString(), place)
                            .submoduleUrls(Map.of("third-party", upstream.hhvm().toString()))
                            .build()))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("among the files that git or quilt keeps");
        }
    }

    @Test
    void aDateInTheFutureIsClamped() throws Exception {
        ImportedUpstream imported = upstream.run(upstream.requestBuilder()
                .notAfter(Instant.parse("2016-01-01T00:00:00Z"))
                .build());
        assertThat(ImportFixture.members(imported.tarball()))
                .allSatisfy(m -> assertThat(m.getLastModifiedTime().toInstant()).isEqualTo("2016-01-01T00:00:00Z"));
    }

    @Test
    void theManifestSaysWhereEverythingCameFrom() throws Exception {
        upstream.packaging("3.18.5+dfsg1-1", "hphp/e* third-party/lz4/ no/such/path");
        ImportedUpstream imported = upstream.run(upstream.packaged().build());
        upstream.git()
                .git(
                        directory,
                        "clone",
                        "-q",
                        "--recurse-submodules",
                        upstream.hhvm().toString(),
                        "clone");
        String tar = upstream.git().sh(directory, "xz -dc '" + imported.tarball() + "' | sha256sum | cut -c 1-64");
        assertThat(imported.manifest())
                .hasFileName("hhvm_3.18.5+dfsg1.orig.manifest.json")
                .content()
                .isEqualToNormalizingNewlines("""
                        {
                          "bytes": %d,
                          "commit": "%s",
                          "date": "2017-03-04T05:06:07Z",
                          "files": 10,
                          "format": 2,
                          "git_files": {
                            "bytes": %s,
                            "files": 6,
                            "pattern": ".git*",
                            "submodules": 0
                          },
                          "included": [],
                          "inputs": "%s",
                          "links": 1,
                          "pruned": [
                            {
                              "bytes": 0,
                              "files": 1,
                              "pattern": "hphp/e*",
                              "submodules": 0
                            },
                            {
                              "bytes": 18,
                              "files": 2,
                              "pattern": "third-party/lz4/",
                              "submodules": 0
                            },
                            {
                              "bytes": 0,
                              "files": 0,
                              "pattern": "no/such/path",
                              "submodules": 0
                            }
                          ],
                          "signature": {
                            "state": "unchecked"
                          },
                          "source": "hhvm",
                          "submodules": [
                            {
                              "commit": "%s",
                              "included": true,
                              "path": "third-party",
                              "url": "../third-party.git"
                            },
                            {
                              "commit": "%s",
                              "included": true,
                              "path": "third-party/folly/src",
                              "url": "../folly.git"
                            }
                          ],
                          "tag": "HHVM-3.18.5",
                          "tar_sha256": "%s",
                          "tarball_sha256": "%s",
                          "upstream": "hhvm.git",
                          "version": "3.18.5+dfsg1"
                        }
                        """.formatted(
                        imported.bytes(),
                        imported.commit(),
                        upstream.git()
                                .sh(
                                        directory.resolve("clone"),
                                        "find . -name .git -prune -o -path '*/.git*' -type f -print0 | xargs -0 cat | wc -c"),
                        ManifestSummary.read(imported.manifest()).orElseThrow().text("inputs"),
                        upstream.git().git(directory.resolve("third-party.git"), "rev-parse", "HEAD"),
                        upstream.git().git(directory.resolve("folly.git"), "rev-parse", "HEAD"),
                        tar,
                        Sha256.of(imported.tarball())));
        assertThat(imported.pruned())
                .extracting(PrunedPattern::files)
                .as("in the order they were written")
                .containsExactly(1L, 2L, 0L);
        assertThat(upstream.progress().said()).isEmpty();
        assertThat(ImportFixture.names(imported))
                .doesNotContain("hhvm-3.18.5+dfsg1/third-party/lz4/", "hhvm-3.18.5+dfsg1/hphp/empty")
                .contains("hhvm-3.18.5+dfsg1/third-party/folly/src/folly/String.h");
    }

    @Test
    void anUnknownTagNamesTheNearest() {
        assertThatThrownBy(() -> upstream.run(
                        ImportRequest.builder("HHVM-3.81.5", upstream.hhvm().toString(), upstream.output())
                                .build()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("has no tag HHVM-3.81.5", "HHVM-3.18.5, HHVM-3.18.6, pre-hhvm");
    }

    @Test
    void aPlaceWithoutARepositoryIsNamed() throws Exception {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        assertThatThrownBy(
                        () -> upstream.run(ImportRequest.builder(ImportFixture.TAG, empty.toString(), upstream.output())
                                .build()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("there is no git repository at " + empty);
        assertThatThrownBy(() -> upstream.run(ImportRequest.builder(ImportFixture.TAG, empty + "/no", upstream.output())
                        .build()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no such directory");
    }

    @Test
    void linksOutOfTheTreeAreKeptAndReported() throws Exception {
        Files.createSymbolicLink(upstream.hhvm().resolve("hphp/out"), Path.of("../../etc"));
        Files.createSymbolicLink(upstream.hhvm().resolve("hphp/in"), Path.of("../README.md"));
        Files.createSymbolicLink(upstream.hhvm().resolve("absolute"), Path.of("/etc/passwd"));
        upstream.git().commit(upstream.hhvm(), "links");
        upstream.git().git(upstream.hhvm(), "tag", "-f", ImportFixture.TAG);
        ImportedUpstream imported = upstream.run(upstream.request());
        assertThat(ImportFixture.names(imported)).contains("hhvm-3.18.5/hphp/out", "hhvm-3.18.5/absolute");
        assertThat(upstream.progress().said())
                .singleElement()
                .asString()
                .contains("absolute -> /etc/passwd, hphp/out -> ../../etc")
                .doesNotContain("README");
    }

    @Test
    void aGzippedTarballIsTheBytesOfGzipAndDpkgSourceTakesIt() throws Exception {
        upstream.packaging("3.18.5-1", "");
        Files.createDirectories(directory.resolve("debian/source"));
        Files.writeString(directory.resolve("debian/source/format"), "3.0 (quilt)\n");
        Files.writeString(directory.resolve("debian/control"), """
                Source: hhvm
                Maintainer: Pack Ager <pack@example.org>

                Package: hhvm
                Architecture: any
                Description: test
                """);
        ImportedUpstream gz =
                upstream.run(upstream.packaged().compression(Compression.GZ).build());
        assertThat(gz.tarball()).hasFileName("hhvm_3.18.5.orig.tar.gz");
        assertThat(verified(gz)).isTrue();
        upstream.git().sh(directory, "gzip -dc " + gz.tarball() + " | tee plain | gzip -n -9 | cmp - " + gz.tarball());
        assertThat(gz.manifest())
                .content()
                .contains(
                        upstream.git().sh(directory, "sha256sum < plain | cut -c 1-64"),
                        "\"tarball_sha256\": \"" + gz.digest());
        upstream.git()
                .sh(
                        upstream.output(),
                        "tar -xf " + gz.tarball() + "; cp -r ../debian hhvm-3.18.5; dpkg-source -b hhvm-3.18.5");
        assertThat(upstream.output().resolve("hhvm_3.18.5-1.dsc")).content().contains("hhvm_3.18.5.orig.tar.gz");
        assertThatThrownBy(() -> upstream.run(upstream.packaged().build()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(gz.tarball().toString(), "two orig tarballs of one version");
        Files.delete(gz.tarball());
        assertThat(verified(upstream.run(upstream.packaged().build()))).isTrue();
    }

    /** Also where the part of a name that fits into the header ends in a slash, as that of a directory does. */
    @Test
    void longNamesAreWrittenAsGnuTarWritesThem() throws Exception {
        for (int length = 80; length < 95; length++) {
            upstream.git().write(upstream.hhvm(), "m".repeat(length) + "/x", "x\n");
            Files.createSymbolicLink(upstream.hhvm().resolve("l" + length), Path.of("t".repeat(length + 12)));
        }
        upstream.git().commit(upstream.hhvm(), "long");
        upstream.git().git(upstream.hhvm(), "tag", "-f", ImportFixture.TAG);
        ImportedUpstream imported = new ImportUpstream(Programs.untethered())
                .run(
                        ImportRequest.builder(ImportFixture.TAG, upstream.hhvm().toString(), upstream.output())
                                .build(),
                        upstream.progress());
        byte[] written;
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        try (InputStream xz = new XZCompressorInputStream(Files.newInputStream(imported.tarball()))) {
            written = xz.readAllBytes();
        }
        try (TarArchiveInputStream in =
                        new TarArchiveInputStream(new ByteArrayInputStream(written), ISO_8859_1.name());
                TarArchiveOutputStream out = new TarArchiveOutputStream(again, 10240, ISO_8859_1.name())) {
            out.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            for (TarArchiveEntry each = in.getNextEntry(); each != null; each = in.getNextEntry()) {
                TarArchiveEntry entry = new TarArchiveEntry(each.getName(), each.getLinkFlag());
                entry.setLinkName(each.getLinkName());
                entry.setMode(each.getMode());
                entry.setUserName("");
                entry.setModTime(each.getLastModifiedTime());
                entry.setSize(each.getSize());
                out.putArchiveEntry(entry);
                in.transferTo(out);
                out.closeArchiveEntry();
            }
        }
        assertThat(again.toByteArray()).isEqualTo(written);
    }

    private boolean verified(ImportedUpstream imported) throws Exception {
        return new VerifyOrig()
                .run(
                        VerifyOrigRequest.of(imported.tarball())
                                .rebuiltFrom(upstream.hhvm().toString(), Map.of()),
                        upstream.progress())
                .passed();
    }
}
