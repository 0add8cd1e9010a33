package org.hhvmdeb.upstream.orig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.io.compression.Compression;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.testkit.AbandonedStage;
import org.hhvmdeb.upstream.verify.VerifyOrig;
import org.hhvmdeb.upstream.verify.VerifyOrigRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import into a directory that has something already. */
@Tag("integration")
class RepeatedImportTest {

    @TempDir
    Path directory;

    private ImportFixture upstream;

    @BeforeEach
    void makeUpstream() throws Exception {
        upstream = new ImportFixture(directory);
    }

    /** Whoever makes the tarball can make the manifest that fits it. */
    @Test
    void aTarballThatCameWithACloneIsNeverTakenForOurs() throws Exception {
        ImportedUpstream ours = upstream.run(upstream.request());
        byte[] tarball = Files.readAllBytes(ours.tarball());
        String manifest = Files.readString(ours.manifest());
        upstream.git()
                .sh(directory, "mkdir foreign && echo evil >foreign/hhvm && tar -cJf '" + ours.tarball() + "' foreign");
        Files.writeString(
                ours.manifest(),
                manifest.replace(ours.digest().hex(), Sha256.of(ours.tarball()).hex()));
        assertThatThrownBy(() -> upstream.run(upstream.request()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(ours.tarball().toString(), "no run of yours has made it", "remove it");
        Files.write(ours.tarball(), tarball);
        ImportedUpstream again = upstream.run(upstream.request());
        assertThat(again.upToDate()).isFalse();
        assertThat(again.tarball()).hasBinaryContent(tarball);
        assertThat(again.manifest()).hasContent(manifest);
        assertThat(upstream.run(upstream.request()).upToDate()).isTrue();
        Path moved = Files.createDirectories(directory.resolve("moved"));
        Files.copy(ours.tarball(), moved.resolve(ours.tarball().getFileName()));
        Files.copy(ours.manifest(), moved.resolve(ours.manifest().getFileName()));
        assertThat(upstream.run(upstream.requestBuilder(moved).build()).upToDate())
                .isTrue();
    }

    @Test
    void aSecondRunFindsEverythingUpToDate() throws Exception {
        ImportedUpstream first = upstream.run(upstream.request());
        Files.setLastModifiedTime(first.tarball(), FileTime.fromMillis(1_000_000_000_000L));
        ImportedUpstream second = upstream.run(upstream.request());
        assertThat(second.upToDate()).isTrue();
        assertThat(second.digest()).isEqualTo(first.digest());
        assertThat(second.files()).isEqualTo(first.files());
        assertThat(Files.getLastModifiedTime(second.tarball()).toMillis()).isEqualTo(1_000_000_000_000L);
        assertThat(upstream.progress().said()).anyMatch(s -> s.contains("is up to date"));
    }

    /** As where packaging and upstream are in one repository. */
    @Test
    void aSecondRunIntoTheWorkTreeThatIsReadIsUpToDate() throws Exception {
        ImportRequest request = ImportRequest.builder(
                        ImportFixture.TAG,
                        upstream.hhvm().toString(),
                        upstream.hhvm().resolve("build"))
                .submoduleUrls(Map.of(
                        "third-party", directory.resolve("third-party.git").toString()))
                .build();
        Path tarball = upstream.run(request).tarball();
        assertThat(upstream.run(request).upToDate()).isTrue();
        Files.writeString(tarball, "damaged");
        assertThat(upstream.run(request).upToDate()).isFalse();
    }

    /** A pull may bring it after ours was made. */
    @Test
    void aSecondTarballIsRefusedAlsoWhereOursIsUpToDate() throws Exception {
        upstream.packaging("3.18.5-1", "");
        ImportedUpstream ours =
                upstream.run(upstream.packaged().compression(Compression.GZ).build());
        for (String ending : List.of("xz", "bz2", "lzma")) {
            Path other = Files.writeString(upstream.output().resolve("hhvm_3.18.5.orig.tar." + ending), "evil");
            assertThatThrownBy(() -> upstream.run(
                            upstream.packaged().compression(Compression.GZ).build()))
                    .isInstanceOf(InputException.class)
                    .hasMessageContainingAll(other.toString(), "two orig tarballs of one version");
            Files.delete(other);
        }
        assertThat(upstream.run(upstream.packaged().compression(Compression.GZ).build())
                        .upToDate())
                .isTrue();
        assertThat(verified(ours)).isTrue();
    }

    @Test
    void aDamagedOrHalfOutputIsMadeAgain() throws Exception {
        ImportedUpstream first = upstream.run(upstream.request());
        Files.writeString(first.tarball(), "damaged");
        assertThat(upstream.run(upstream.request()).digest()).isEqualTo(first.digest());
        Files.writeString(first.manifest(), "{\"inputs\": ");
        assertThat(upstream.run(upstream.request()).upToDate()).isFalse();
        Files.delete(first.manifest());
        assertThat(upstream.run(upstream.request()).manifest()).exists();
    }

    @Test
    void aTarballOfOursThatGetsOtherContentIsReplacedWithAWarning() throws Exception {
        ImportedUpstream first = upstream.run(
                upstream.requestBuilder().excluding(List.of("README.md")).build());
        assertThat(upstream.progress().said()).noneMatch(said -> said.contains("replaced"));
        Files.delete(first.manifest());
        ImportedUpstream second = upstream.run(
                upstream.requestBuilder().excluding(List.of("third-party")).build());
        assertThat(second.tarball()).isEqualTo(first.tarball());
        assertThat(second.digest()).isNotEqualTo(first.digest());
        assertThat(upstream.progress().said())
                .filteredOn(said -> said.startsWith("warning: replaced "))
                .singleElement()
                .asString()
                .contains(first.tarball().toString(), first.digest().hex(), "raise the repack count");
    }

    @Test
    void aTarballOfSomebodyElseStays() throws Exception {
        Files.createDirectories(upstream.output());
        Path other = Files.writeString(upstream.output().resolve("hhvm_3.18.5.orig.tar.xz"), "somebody else's");
        assertThatThrownBy(() -> upstream.run(upstream.request()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(other.toString(), "no run of yours has made it", "raise the repack count");
        assertThat(other).hasContent("somebody else's");
        assertThat(FileTree.list(upstream.output())).hasSize(1);
    }

    @Test
    void aFailureLeavesTheOldOutputAndOtherFilesAlone() throws Exception {
        ImportedUpstream first = upstream.run(upstream.request());
        Files.writeString(upstream.output().resolve("notes"), "mine");
        Sha256 manifest = Sha256.of(first.manifest());
        upstream.git()
                .git(
                        upstream.hhvm(),
                        "tag",
                        "-f",
                        ImportFixture.TAG,
                        upstream.git().commit(upstream.hhvm(), "moved"));
        FileTree.delete(directory.resolve("folly.git"));
        assertThatThrownBy(() -> upstream.run(upstream.request())).isInstanceOf(HhvmDebException.class);
        assertThat(Sha256.of(first.tarball())).isEqualTo(first.digest());
        assertThat(Sha256.of(first.manifest())).isEqualTo(manifest);
        assertThat(FileTree.list(upstream.output()).stream().map(RelativePath::text))
                .containsExactly("hhvm_3.18.5.orig.manifest.json", "hhvm_3.18.5.orig.tar.xz", "notes");
    }

    @Test
    void whatAKilledRunLeftIsRemoved() throws Exception {
        Path part = AbandonedStage.in(upstream.output());
        upstream.run(upstream.request());
        assertThat(part).doesNotExist();
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
