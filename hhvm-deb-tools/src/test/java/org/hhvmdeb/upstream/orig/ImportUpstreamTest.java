package org.hhvmdeb.upstream.orig;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.io.compression.Compression;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.testkit.AbandonedStage;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RecordingProgress;
import org.hhvmdeb.upstream.tree.PrunedPattern;
import org.hhvmdeb.upstream.verify.VerifyOrig;
import org.hhvmdeb.upstream.verify.VerifyOrigRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class ImportUpstreamTest {

    private static final String TAG = "HHVM-3.18.5";

    @TempDir
    Path directory;

    private final RecordingProgress progress = new RecordingProgress();
    private GitFixture git;
    private Path hhvm;
    private Path output;

    /** hhvm with the submodule third-party, which has the submodule folly/src; all URLs relative. */
    @BeforeEach
    void makeUpstream() throws Exception {
        git = new GitFixture(directory);
        output = directory.resolve("out");
        Path folly = git.init("folly.git");
        git.write(folly, "folly/String.h", "// strings\n");
        git.commit(folly, "folly");
        Path thirdParty = git.init("third-party.git");
        git.write(thirdParty, "lz4/lz4.c", "int lz4;\n");
        git.write(thirdParty, "lz4/lz4.h", "int lz4;\n");
        git.addSubmodule(thirdParty, "../folly.git", "folly/src");
        git.commit(thirdParty, "third-party");
        hhvm = git.init("hhvm.git");
        git.write(hhvm, "README.md", "HHVM\n");
        git.write(hhvm, "hphp/runtime/version.h", "#define HHVM_VERSION_MAJOR 3\n");
        git.write(hhvm, "hphp/empty", "");
        git.write(hhvm, "hphp.txt", "sorts between hphp and hphp/\n");
        git.write(hhvm, "hphp/" + "long/".repeat(30) + "name", "more than a hundred bytes\n");
        git.executable(git.write(hhvm, "configure", "#!/bin/sh\n"));
        git.write(hhvm, ".gitattributes", "not-exported export-ignore\nversion.txt export-subst\n");
        git.write(hhvm, ".github/workflows/ci.yml", "on: push\n");
        git.write(hhvm, "hphp/.gitignore", "*.o\n");
        git.write(hhvm, "hphp/tmp/.gitkeep", "");
        git.write(hhvm, "not-exported", "kept all the same\n");
        git.write(hhvm, "version.txt", "$Format:%H$\n");
        Files.createSymbolicLink(hhvm.resolve("link"), Path.of("hphp/runtime"));
        git.sh(hhvm, "echo bytes > \"$(printf 'caf\\351')\"");
        git.addSubmodule(hhvm, "../third-party.git", "third-party");
        git.commit(hhvm, "3.18.5");
        git.git(hhvm, "tag", "-a", "-m", "release", TAG);
        git.git(hhvm, "tag", "HHVM-3.18.6");
        git.git(hhvm, "tag", "pre-hhvm");
    }

    @Test
    void theTarballHoldsWhatARecursiveCloneChecksOutWithoutGitsOwnFiles() throws Exception {
        ImportedUpstream imported = run(request());
        git.git(directory, "clone", "-q", "--recurse-submodules", "--branch", TAG, hhvm.toString(), "clone");
        Files.createDirectories(directory.resolve("unpacked"));
        git.sh(directory, "tar -xpJf '" + imported.tarball() + "' -C unpacked");
        String list = " && find . -name '.git*' -prune -o -printf '%P %y %m %l\\n' | LC_ALL=C sort";
        assertThat(git.sh(directory, "cd unpacked/hhvm-3.18.5" + list))
                .isEqualTo(git.sh(directory, "cd clone" + list))
                .contains(
                        "hphp/tmp d 755",
                        "third-party/folly/src/folly/String.h f 644",
                        "configure f 755",
                        "link l 777 hphp/runtime");
        git.sh(directory, "diff -r --no-dereference -x '.git*' clone unpacked/hhvm-3.18.5");
        assertThat(imported.version()).isEqualTo("3.18.5");
        assertThat(imported.tarball()).hasFileName("hhvm_3.18.5.orig.tar.xz");
        assertThat(imported.commit()).isEqualTo(git.git(hhvm, "rev-parse", "HEAD"));
    }

    @Test
    void membersAreSortedAndCarryNothingOfTheMachine() throws Exception {
        List<TarArchiveEntry> members = members(run(request()).tarball());
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
        ImportedUpstream first = run(request());
        git.git(directory, "clone", "-q", "--mirror", hhvm.toString(), "elsewhere/hhvm.git");
        git.git(directory.resolve("elsewhere/hhvm.git"), "repack", "-adq");
        ImportedUpstream second = run(ImportRequest.builder(
                        TAG, directory.resolve("elsewhere/hhvm.git").toUri().toString(), directory.resolve("other"))
                .submoduleUrls(Map.of(
                        "third-party", directory.resolve("third-party.git").toString()))
                .build());
        assertThat(second.digest()).isEqualTo(first.digest());
        assertThat(second.manifest()).hasSameTextualContentAs(first.manifest());
    }

    @Test
    void nothingIsWrittenIntoTheRepositoriesThatAreRead() throws Exception {
        Path mirror = directory.resolve("mirror");
        git.git(directory, "clone", "-q", "--mirror", hhvm.toString(), "mirror");
        for (Path output : List.of(mirror, mirror.resolve("objects"), mirror.resolve("new"), hhvm.resolve(".git/x"))) {
            assertThatThrownBy(() -> run(ImportRequest.builder(TAG, mirror.toString(), output)
                            .submoduleUrls(Map.of("third-party", hhvm.toString()))
                            .build()))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("among the files that git or quilt keeps");
        }
    }

    @Test
    void aDateInTheFutureIsClamped() throws Exception {
        ImportedUpstream imported = run(
                requestBuilder().notAfter(Instant.parse("2016-01-01T00:00:00Z")).build());
        assertThat(members(imported.tarball()))
                .allSatisfy(m -> assertThat(m.getLastModifiedTime().toInstant()).isEqualTo("2016-01-01T00:00:00Z"));
    }

    @Test
    void theManifestSaysWhereEverythingCameFrom() throws Exception {
        packaging("3.18.5+dfsg1-1", "hphp/e* third-party/lz4/ no/such/path");
        ImportedUpstream imported = run(packaged().build());
        git.git(directory, "clone", "-q", "--recurse-submodules", hhvm.toString(), "clone");
        String tar = git.sh(directory, "xz -dc '" + imported.tarball() + "' | sha256sum | cut -c 1-64");
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
                        git.sh(
                                directory.resolve("clone"),
                                "find . -name .git -prune -o -path '*/.git*' -type f -print0 | xargs -0 cat | wc -c"),
                        ManifestSummary.read(imported.manifest()).orElseThrow().text("inputs"),
                        git.git(directory.resolve("third-party.git"), "rev-parse", "HEAD"),
                        git.git(directory.resolve("folly.git"), "rev-parse", "HEAD"),
                        tar,
                        Sha256.of(imported.tarball())));
        assertThat(imported.pruned())
                .extracting(PrunedPattern::files)
                .as("in the order they were written")
                .containsExactly(1L, 2L, 0L);
        assertThat(progress.said()).isEmpty();
        assertThat(names(imported))
                .doesNotContain("hhvm-3.18.5+dfsg1/third-party/lz4/", "hhvm-3.18.5+dfsg1/hphp/empty")
                .contains("hhvm-3.18.5+dfsg1/third-party/folly/src/folly/String.h");
    }

    @Test
    void theVersionOfATarballWithoutPackagingFollowsFromWhatIsLeftOut() throws Exception {
        assertThat(run(requestBuilder().excluding(List.of("hphp.txt")).build()).version())
                .isEqualTo("3.18.5+dfsg1");
        assertThat(run(requestBuilder()
                                .excluding(List.of("hphp.txt"))
                                .repackCount(2)
                                .build())
                        .version())
                .isEqualTo("3.18.5+dfsg2");
    }

    @Test
    void aRepackCountWithoutAnythingTakenOutIsRefused() throws Exception {
        for (int again = 0; again < 2; again++) {
            assertThatThrownBy(() -> run(requestBuilder().repackCount(3).build()))
                    .isInstanceOf(InputException.class)
                    .hasMessageContainingAll("the repack count 3 was asked for", "nothing is taken out of HHVM-3.18.5");
            // A tarball that is there already changes nothing about it.
            run(requestBuilder().build());
        }
    }

    @Test
    void anUnknownTagNamesTheNearest() {
        assertThatThrownBy(() -> run(ImportRequest.builder("HHVM-3.81.5", hhvm.toString(), output)
                        .build()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("has no tag HHVM-3.81.5", "HHVM-3.18.5, HHVM-3.18.6, pre-hhvm");
    }

    @Test
    void aPlaceWithoutARepositoryIsNamed() throws Exception {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        assertThatThrownBy(() ->
                        run(ImportRequest.builder(TAG, empty.toString(), output).build()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("there is no git repository at " + empty);
        assertThatThrownBy(() ->
                        run(ImportRequest.builder(TAG, empty + "/no", output).build()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no such directory");
    }

    @Test
    void aChangelogOfAnotherVersionIsRefused() throws Exception {
        packaging("3.18.4+dfsg1-1", "");
        assertThatThrownBy(() -> run(packaged().build()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("debian/changelog:1:", "3.18.5", "3.18.4");
    }

    @Test
    void aVersionThatDoesNotAdvertiseThePruningIsRefused() throws Exception {
        packaging("3.18.5-2", "third-party/lz4");
        assertThatThrownBy(() -> run(packaged().build()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("debian/changelog:1:", "make it 3.18.5+dfsg1-2");
        assertThat(output)
                .satisfiesAnyOf(
                        o -> assertThat(o).doesNotExist(), o -> assertThat(o).isEmptyDirectory());
    }

    @Test
    void aVersionThatAdvertisesNothingIsWarnedAbout() throws Exception {
        packaging("3.18.5+ds1-1", "");
        assertThat(run(packaged().build()).version()).isEqualTo("3.18.5+ds1");
        assertThat(progress.said()).anyMatch(s -> s.contains("nothing was taken out"));
    }

    @Test
    void aRepackCountOtherThanTheChangelogsIsRefused() throws Exception {
        packaging("3.18.5+dfsg1-1", "third-party/lz4");
        assertThatThrownBy(() -> run(packaged().repackCount(2).build()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("debian/changelog:1:", "3.18.5+dfsg2");
    }

    @Test
    void aSubmoduleThatIsExcludedIsNotFetched() throws Exception {
        FileTree.delete(directory.resolve("third-party.git"));
        ImportedUpstream imported =
                run(requestBuilder().excluding(List.of("third-party")).build());
        assertThat(names(imported)).noneMatch(n -> n.contains("third-party"));
        assertThat(imported.manifest())
                .content()
                .contains("\"reason\": \"excluded by the pattern third-party\"", "\"submodules\": 1");
        assertThat(progress.said()).isEmpty();
    }

    @Test
    void aSubmoduleThatIsMissingSaysWhichAndWhatToDo() throws Exception {
        FileTree.delete(directory.resolve("folly.git"));
        assertThatThrownBy(() -> run(request()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(
                        "cannot fetch the submodule third-party/folly/src",
                        "URL ../folly.git",
                        "commit ",
                        "give another address",
                        "leave it out");
        ImportedUpstream imported = run(requestBuilder()
                .withoutSubmodules(Set.of("third-party/folly/src", "third-party/flolly"))
                .build());
        assertThat(imported.version()).isEqualTo("3.18.5+dfsg1");
        assertThat(imported.manifest()).content().contains("\"reason\": \"left out by request\"");
        assertThat(progress.said()).anyMatch(s -> s.contains("third-party/flolly was to be left out"));
    }

    /** A tag of HHVM has dozens of them, and of one host all may be gone. */
    @Test
    void allSubmodulesThatAreMissingAreToldAtOnceWithTheLineToPaste() throws Exception {
        Path other = git.init("other.git");
        git.commit(other, "other");
        git.addSubmodule(hhvm, "../other.git", "it's other");
        git.commit(hhvm, "two");
        git.git(hhvm, "tag", "HHVM-3.18.7");
        FileTree.delete(other);
        FileTree.delete(directory.resolve("folly.git"));
        ImportRequest.Builder request = ImportRequest.builder("HHVM-3.18.7", hhvm.toString(), output);
        assertThatThrownBy(() -> run(request.build()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(
                        "2 submodules cannot be read:",
                        "  it's other: there is no git repository at ",
                        "  third-party/folly/src: there is no git repository at ",
                        "--skip-submodule 'it'\\''s other' --skip-submodule third-party/folly/src",
                        "in Maven: '-Dhhvm.cache.skippedSubmodules=it'\\''s other,third-party/folly/src'");
        ImportedUpstream imported =
                run(request.withoutSubmodules(Set.of("*other", "third-party/*")).build());
        assertThat(names(imported)).noneMatch(n -> n.contains("folly/src"));
        assertThat(progress.said()).noneMatch(s -> s.contains("was to be left out"));
    }

    @Test
    void anAddressForManySubmodulesHasWhatTheStarStandsFor() throws Exception {
        ImportedUpstream expected = run(request());
        Files.createDirectory(directory.resolve("mirror"));
        Files.createDirectory(directory.resolve("mirror/third-party"));
        Files.move(directory.resolve("folly.git"), directory.resolve("mirror/third-party/folly"));
        ImportedUpstream imported = run(requestBuilder(directory.resolve("out2"))
                .submoduleUrls(Map.of("*/src", directory + "/mirror/*"))
                .build());
        assertThat(imported.digest()).isEqualTo(expected.digest());
        assertThatThrownBy(() -> run(requestBuilder(directory.resolve("out3"))
                        .submoduleUrls(Map.of("*/src", directory + "/mirror/*", "*/no", directory + "/mirror/*"))
                        .build()))
                .hasMessageContaining("an address was given for */no");
    }

    /** What a mirror's .gitmodules says came from elsewhere. */
    @Test
    void aSubmoduleInAnotherDirectoryOfThisMachineIsForTheUserToName() throws Exception {
        Path secret = git.init("secret.git");
        git.write(secret, "SECRET", "x\n");
        git.commit(secret, "secret");
        Files.createDirectory(directory.resolve("mirrors"));
        for (String url : List.of(
                secret.toString(),
                secret.toUri().toString(),
                "file://localhost" + secret,
                "../../secret.git",
                "./x/../../../secret.git")) {
            Path evil = git.init("mirrors/evil" + url.hashCode());
            git.addSubmodule(evil, secret.toString(), "sub");
            git.sh(evil, "git config -f .gitmodules submodule.sub.url '" + url + "'");
            git.commit(evil, "evil");
            git.git(evil, "tag", TAG);
            assertThatThrownBy(() -> run(
                            ImportRequest.builder(TAG, evil.toString(), output).build()))
                    .isInstanceOf(InputException.class)
                    .hasMessageContainingAll(
                            "it names another directory of this machine", "--submodule PATH=DIRECTORY");
            assertThat(names(run(ImportRequest.builder(TAG, evil.toString(), output)
                            .submoduleUrls(Map.of("sub", secret.toString()))
                            .build())))
                    .anyMatch(n -> n.endsWith("sub/SECRET"));
        }
    }

    @Test
    void aSubmoduleCommitThatIsMissingIsNamed() throws Exception {
        FileTree.delete(directory.resolve("folly.git"));
        Path other = git.init("folly.git");
        git.commit(other, "another history");
        assertThatThrownBy(() -> run(request()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("third-party/folly/src", "has no commit");
    }

    @Test
    void submodulesCanBeHadFromElsewhere() throws Exception {
        ImportedUpstream expected = run(request());
        Files.createDirectory(directory.resolve("mirror"));
        Files.move(directory.resolve("folly.git"), directory.resolve("mirror/folly.git"));
        ImportedUpstream byPath = run(requestBuilder(directory.resolve("out2"))
                .submoduleUrls(Map.of(
                        "third-party/folly/src",
                        directory.resolve("mirror/folly.git").toString()))
                .build());
        ImportedUpstream byPrefix = run(requestBuilder(directory.resolve("out3"))
                .submoduleUrls(
                        Map.of(directory + "/f", directory + "/mirror/f", directory.toString(), directory.toString()))
                .build());
        assertThat(byPath.digest()).isEqualTo(expected.digest());
        assertThat(byPrefix.digest()).isEqualTo(expected.digest());
        assertThat(byPrefix.manifest()).hasSameTextualContentAs(expected.manifest());
    }

    /** Whoever makes the tarball can make the manifest that fits it. */
    @Test
    void aTarballThatCameWithACloneIsNeverTakenForOurs() throws Exception {
        ImportedUpstream ours = run(request());
        byte[] tarball = Files.readAllBytes(ours.tarball());
        String manifest = Files.readString(ours.manifest());
        git.sh(directory, "mkdir foreign && echo evil >foreign/hhvm && tar -cJf '" + ours.tarball() + "' foreign");
        Files.writeString(
                ours.manifest(),
                manifest.replace(ours.digest().hex(), Sha256.of(ours.tarball()).hex()));
        assertThatThrownBy(() -> run(request()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(ours.tarball().toString(), "no run of yours has made it", "remove it");
        Files.write(ours.tarball(), tarball);
        ImportedUpstream again = run(request());
        assertThat(again.upToDate()).isFalse();
        assertThat(again.tarball()).hasBinaryContent(tarball);
        assertThat(again.manifest()).hasContent(manifest);
        assertThat(run(request()).upToDate()).isTrue();
        Path moved = Files.createDirectories(directory.resolve("moved"));
        Files.copy(ours.tarball(), moved.resolve(ours.tarball().getFileName()));
        Files.copy(ours.manifest(), moved.resolve(ours.manifest().getFileName()));
        assertThat(run(requestBuilder(moved).build()).upToDate()).isTrue();
    }

    @Test
    void linksOutOfTheTreeAreKeptAndReported() throws Exception {
        Files.createSymbolicLink(hhvm.resolve("hphp/out"), Path.of("../../etc"));
        Files.createSymbolicLink(hhvm.resolve("hphp/in"), Path.of("../README.md"));
        Files.createSymbolicLink(hhvm.resolve("absolute"), Path.of("/etc/passwd"));
        git.commit(hhvm, "links");
        git.git(hhvm, "tag", "-f", TAG);
        ImportedUpstream imported = run(request());
        assertThat(names(imported)).contains("hhvm-3.18.5/hphp/out", "hhvm-3.18.5/absolute");
        assertThat(progress.said())
                .singleElement()
                .asString()
                .contains("absolute -> /etc/passwd, hphp/out -> ../../etc")
                .doesNotContain("README");
    }

    @Test
    void aSecondRunFindsEverythingUpToDate() throws Exception {
        ImportedUpstream first = run(request());
        Files.setLastModifiedTime(first.tarball(), FileTime.fromMillis(1_000_000_000_000L));
        ImportedUpstream second = run(request());
        assertThat(second.upToDate()).isTrue();
        assertThat(second.digest()).isEqualTo(first.digest());
        assertThat(second.files()).isEqualTo(first.files());
        assertThat(Files.getLastModifiedTime(second.tarball()).toMillis()).isEqualTo(1_000_000_000_000L);
        assertThat(progress.said()).anyMatch(s -> s.contains("is up to date"));
    }

    /** As where packaging and upstream are in one repository. */
    @Test
    void aSecondRunIntoTheWorkTreeThatIsReadIsUpToDate() throws Exception {
        ImportRequest request = ImportRequest.builder(TAG, hhvm.toString(), hhvm.resolve("build"))
                .submoduleUrls(Map.of(
                        "third-party", directory.resolve("third-party.git").toString()))
                .build();
        Path tarball = run(request).tarball();
        assertThat(run(request).upToDate()).isTrue();
        Files.writeString(tarball, "damaged");
        assertThat(run(request).upToDate()).isFalse();
    }

    /** A pull may bring it after ours was made. */
    @Test
    void aSecondTarballIsRefusedAlsoWhereOursIsUpToDate() throws Exception {
        packaging("3.18.5-1", "");
        ImportedUpstream ours = run(packaged().compression(Compression.GZ).build());
        for (String ending : List.of("xz", "bz2", "lzma")) {
            Path other = Files.writeString(output.resolve("hhvm_3.18.5.orig.tar." + ending), "evil");
            assertThatThrownBy(() -> run(packaged().compression(Compression.GZ).build()))
                    .isInstanceOf(InputException.class)
                    .hasMessageContainingAll(other.toString(), "two orig tarballs of one version");
            Files.delete(other);
        }
        assertThat(run(packaged().compression(Compression.GZ).build()).upToDate())
                .isTrue();
        assertThat(verified(ours)).isTrue();
    }

    @Test
    void aPatternThatTakesNothingOutIsFoundWhereItIsWritten() throws Exception {
        packaging("3.18.5+dfsg1-1", "hphp/e* no/such/path");
        List<ImportedUpstream> runs = List.of(
                run(packaged().excluding(List.of("nor/this", "not-exported")).build()),
                run(packaged().excluding(List.of("nor/this", "not-exported")).build()));
        assertThat(runs.get(1).upToDate()).isTrue();
        assertThat(runs)
                .allSatisfy(imported -> assertThat(imported.findings())
                        .extracting(f ->
                                f.where() + " " + f.severity() + " " + f.rule().id())
                        .containsExactly(
                                directory.resolve("debian/copyright") + ":4 WARNING files-excluded-unused",
                                "the option exclude WARNING files-excluded-unused"));
    }

    @Test
    void aGzippedTarballIsTheBytesOfGzipAndDpkgSourceTakesIt() throws Exception {
        packaging("3.18.5-1", "");
        Files.createDirectories(directory.resolve("debian/source"));
        Files.writeString(directory.resolve("debian/source/format"), "3.0 (quilt)\n");
        Files.writeString(directory.resolve("debian/control"), """
                Source: hhvm
                Maintainer: Pack Ager <pack@example.org>

                Package: hhvm
                Architecture: any
                Description: test
                """);
        ImportedUpstream gz = run(packaged().compression(Compression.GZ).build());
        assertThat(gz.tarball()).hasFileName("hhvm_3.18.5.orig.tar.gz");
        assertThat(verified(gz)).isTrue();
        git.sh(directory, "gzip -dc " + gz.tarball() + " | tee plain | gzip -n -9 | cmp - " + gz.tarball());
        assertThat(gz.manifest())
                .content()
                .contains(git.sh(directory, "sha256sum < plain | cut -c 1-64"), "\"tarball_sha256\": \"" + gz.digest());
        git.sh(output, "tar -xf " + gz.tarball() + "; cp -r ../debian hhvm-3.18.5; dpkg-source -b hhvm-3.18.5");
        assertThat(output.resolve("hhvm_3.18.5-1.dsc")).content().contains("hhvm_3.18.5.orig.tar.gz");
        assertThatThrownBy(() -> run(packaged().build()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(gz.tarball().toString(), "two orig tarballs of one version");
        Files.delete(gz.tarball());
        assertThat(verified(run(packaged().build()))).isTrue();
    }

    private boolean verified(ImportedUpstream imported) throws Exception {
        return new VerifyOrig()
                .run(VerifyOrigRequest.of(imported.tarball()).rebuiltFrom(hhvm.toString(), Map.of()), progress)
                .passed();
    }

    @Test
    void aDamagedOrHalfOutputIsMadeAgain() throws Exception {
        ImportedUpstream first = run(request());
        Files.writeString(first.tarball(), "damaged");
        assertThat(run(request()).digest()).isEqualTo(first.digest());
        Files.writeString(first.manifest(), "{\"inputs\": ");
        assertThat(run(request()).upToDate()).isFalse();
        Files.delete(first.manifest());
        assertThat(run(request()).manifest()).exists();
    }

    @Test
    void aTarballOfOursThatGetsOtherContentIsReplacedWithAWarning() throws Exception {
        ImportedUpstream first =
                run(requestBuilder().excluding(List.of("README.md")).build());
        assertThat(progress.said()).noneMatch(said -> said.contains("replaced"));
        Files.delete(first.manifest());
        ImportedUpstream second =
                run(requestBuilder().excluding(List.of("third-party")).build());
        assertThat(second.tarball()).isEqualTo(first.tarball());
        assertThat(second.digest()).isNotEqualTo(first.digest());
        assertThat(progress.said())
                .filteredOn(said -> said.startsWith("warning: replaced "))
                .singleElement()
                .asString()
                .contains(first.tarball().toString(), first.digest().hex(), "raise the repack count");
    }

    @Test
    void aTarballOfSomebodyElseStays() throws Exception {
        Files.createDirectories(output);
        Path other = Files.writeString(output.resolve("hhvm_3.18.5.orig.tar.xz"), "somebody else's");
        assertThatThrownBy(() -> run(request()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(other.toString(), "no run of yours has made it", "raise the repack count");
        assertThat(other).hasContent("somebody else's");
        assertThat(FileTree.list(output)).hasSize(1);
    }

    @Test
    void aFailureLeavesTheOldOutputAndOtherFilesAlone() throws Exception {
        ImportedUpstream first = run(request());
        Files.writeString(output.resolve("notes"), "mine");
        Sha256 manifest = Sha256.of(first.manifest());
        git.git(hhvm, "tag", "-f", TAG, git.commit(hhvm, "moved"));
        FileTree.delete(directory.resolve("folly.git"));
        assertThatThrownBy(() -> run(request())).isInstanceOf(HhvmDebException.class);
        assertThat(Sha256.of(first.tarball())).isEqualTo(first.digest());
        assertThat(Sha256.of(first.manifest())).isEqualTo(manifest);
        assertThat(FileTree.list(output).stream().map(RelativePath::text))
                .containsExactly("hhvm_3.18.5.orig.manifest.json", "hhvm_3.18.5.orig.tar.xz", "notes");
    }

    @Test
    void whatAKilledRunLeftIsRemoved() throws Exception {
        Path part = AbandonedStage.in(output);
        run(request());
        assertThat(part).doesNotExist();
    }

    private ImportedUpstream run(ImportRequest request) throws HhvmDebException {
        return new ImportUpstream(Programs.untethered()).run(request, (Progress) progress);
    }

    private ImportRequest request() {
        return requestBuilder().build();
    }

    private ImportRequest.Builder requestBuilder() {
        return requestBuilder(output);
    }

    private ImportRequest.Builder requestBuilder(Path to) {
        return ImportRequest.builder(TAG, hhvm.toString(), to);
    }

    private ImportRequest.Builder packaged() {
        return requestBuilder().debianDirectory(directory.resolve("debian"));
    }

    private void packaging(String version, String excluded) throws IOException {
        Path debian = Files.createDirectories(directory.resolve("debian"));
        Files.writeString(debian.resolve("changelog"), """
                hhvm (%s) jessie-wikimedia; urgency=medium

                  * New upstream release.

                 -- Pack Ager <pack@example.org>  Sat, 04 Mar 2017 06:00:00 +0000
                """.formatted(version));
        Files.writeString(
                debian.resolve("copyright"),
                "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
                        + (excluded.isEmpty() ? "" : "Files-Excluded:\n " + excluded.replace(" ", "\n ") + "\n"));
    }

    private static List<String> names(ImportedUpstream imported) throws IOException {
        return members(imported.tarball()).stream()
                .map(TarArchiveEntry::getName)
                .toList();
    }

    private static List<TarArchiveEntry> members(Path tarball) throws IOException {
        List<TarArchiveEntry> members = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(tarball));
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(in), "ISO-8859-1")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                members.add(entry);
            }
        }
        return members;
    }

    /** Also where the part of a name that fits into the header ends in a slash, as that of a directory does. */
    @Test
    void longNamesAreWrittenAsGnuTarWritesThem() throws Exception {
        for (int length = 80; length < 95; length++) {
            git.write(hhvm, "m".repeat(length) + "/x", "x\n");
            Files.createSymbolicLink(hhvm.resolve("l" + length), Path.of("t".repeat(length + 12)));
        }
        git.commit(hhvm, "long");
        git.git(hhvm, "tag", "-f", TAG);
        ImportedUpstream imported = new ImportUpstream(Programs.untethered())
                .run(ImportRequest.builder(TAG, hhvm.toString(), output).build(), progress);
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
}
