package org.hhvmdeb.patch.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.dep3.Dep3;
import org.hhvmdeb.patch.lint.LintPatchesRequest;
import org.hhvmdeb.patch.stage.TreeChange;
import org.hhvmdeb.testkit.SourceFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeSeriesTest {

    private static final String SERIES = "# upstream\na.patch\n\n# wikimedia-specific\nb.patch -p1 # why\n\n# last\n";

    @TempDir
    Path directory;

    private SourceFixture source;
    private ChangeSeries change;
    private Path patch;

    @BeforeEach
    void aSeriesWithSections() throws IOException {
        source = new SourceFixture(directory.resolve("hhvm"))
                .file("debian/patches/a.patch", "Subject: [PATCH] first\n--- a/f\n")
                .file("debian/patches/b.patch", "Description: second\n--- a/f\n")
                .series(SERIES);
        change = new ChangeSeries(source.root().resolve("debian"));
        patch = Files.writeString(
                directory.resolve("new.patch"), "Description: new\n--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n");
    }

    private Path patches() {
        return source.root().resolve("debian/patches");
    }

    @Test
    void aPatchIsCopiedInAndNamedInItsSection() throws Exception {
        assertThat(change.add(patch, "new.patch", Optional.of("wikimedia-specific"), false))
                .isEqualTo(6);
        assertThat(patches().resolve("series")).hasContent(SERIES.replace("why\n", "why\nnew.patch\n"));
        assertThat(patches().resolve("new.patch")).hasSameBinaryContentAs(patch);
    }

    @Test
    void aNewSectionIsMadeOnRequestOnly() throws Exception {
        assertThatThrownBy(() -> change.add(patch, "x", Optional.of("none"), false))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("wikimedia-specific");
        change.add(patch, "sub/x", Optional.of("none"), true);
        assertThat(patches().resolve("series")).hasContent(SERIES + "\n# none\nsub/x\n");
        assertThat(patches().resolve("sub/x")).exists();
    }

    /** The link came with the packaging; what it leads to is the user's. */
    @Test
    void aSeriesThatIsALinkIsReplacedAndNotFollowed() throws Exception {
        for (Change each : List.<Change>of(
                () -> change.add(patch, "new.patch", Optional.empty(), false),
                () -> change.drop("a.patch", true),
                () -> change.rename("a.patch", "c.patch"))) {
            Path outside = Files.writeString(patches().resolveSibling("profile"), "a.patch\n");
            Files.deleteIfExists(patches().resolve("series"));
            Files.createSymbolicLink(patches().resolve("series"), outside);
            each.run();
            assertThat(outside).hasContent("a.patch\n");
            assertThat(patches().resolve("series")).isRegularFile();
            assertThat(Files.isSymbolicLink(patches().resolve("series"))).isFalse();
        }
    }

    @Test
    void aFileWithoutADiffIsNoPatch() throws Exception {
        Path control = Files.writeString(directory.resolve("control"), "Source: hhvm\n");
        assertThatThrownBy(() -> change.add(control, "control", Optional.empty(), false))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(control + " holds no diff");
        assertThat(patches().resolve("series")).hasContent(SERIES);
        assertThat(patches().resolve("control")).doesNotExist();
    }

    /** Packagings are shared so between trees. */
    @Test
    void aPackagingThatIsALinkIsChangedAsItIs() throws Exception {
        Path real = Files.move(source.root().resolve("debian"), directory.resolve("packaging"));
        Files.createSymbolicLink(source.root().resolve("debian"), real);
        change.drop("a.patch", false);
        change.rename("b.patch", "c.patch");
        change.add(patch, "new.patch", Optional.empty(), false);
        assertThat(real.resolve("patches/a.patch")).doesNotExist();
        assertThat(real.resolve("patches/c.patch")).exists();
        assertThat(real.resolve("patches/series")).content().contains("c.patch", "new.patch");
    }

    private interface Change {
        void run() throws Exception;
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "sub/../../x", "/x", "a b", "", "a.patch", "link/x"})
    void aNameThatIsTakenOrLeadsOutIsRefused(String name) throws Exception {
        source.link("debian/patches/link", directory.toString());
        assertThatThrownBy(() -> change.add(patch, name, Optional.empty(), false))
                .isInstanceOf(InputException.class);
        assertThat(patches().resolve("series")).hasContent(SERIES);
        assertThat(directory.resolve("x")).doesNotExist();
    }

    @Test
    void aDroppedPatchLeavesItsSection() throws Exception {
        change.drop("b.patch", false);
        assertThat(patches().resolve("series")).hasContent(SERIES.replace("b.patch -p1 # why\n", ""));
        assertThat(patches().resolve("b.patch")).doesNotExist();
        change.drop("a.patch", true);
        assertThat(patches().resolve("a.patch")).exists();
        assertThatThrownBy(() -> change.drop("a.patch", true)).isInstanceOf(InputException.class);
    }

    @Test
    void aPatchIsFoundByItsPlainNameHoweverTheSeriesSpellsIt() throws Exception {
        source.file("debian/patches/site/c.patch", "--- a/f\n").series("./a.patch\nsite//c.patch # why\n");
        assertThatThrownBy(() -> change.add(patch, "a.patch", Optional.empty(), false))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("already");
        change.rename("site/c.patch", "d.patch");
        assertThat(patches().resolve("series")).hasContent("./a.patch\nd.patch # why\n");
        change.drop("a.patch", false);
        assertThat(patches().resolve("series")).hasContent("d.patch # why\n");
        assertThat(patches().resolve("a.patch")).doesNotExist();
    }

    /** Without its file or its line nobody could unapply it. */
    @Test
    void aPatchThatIsAppliedIsToBeUnappliedFirst() throws Exception {
        source.file(".pc/applied-patches", "a.patch\n");
        for (Change each : List.<Change>of(
                () -> change.drop("a.patch", false),
                () -> change.drop("a.patch", true),
                () -> change.rename("a.patch", "c.patch"))) {
            assertThatThrownBy(each::run)
                    .isInstanceOf(InputException.class)
                    .hasMessageContainingAll("a.patch is applied", "unapply it first (hhvm-deb patches unapply)");
        }
        assertThat(patches().resolve("series")).hasContent(SERIES);
        assertThat(patches().resolve("a.patch")).exists();
        change.drop("b.patch", false);
    }

    @Test
    void directoriesThatBecomeEmptyGo() throws Exception {
        source.file("debian/patches/x/y/c.patch", "--- a/f\n")
                .file("debian/patches/x/y/d.patch", "--- a/f\n")
                .series("a.patch\nx/y/c.patch\nx/y/d.patch\n");
        change.drop("x/y/c.patch", false);
        assertThat(patches().resolve("x/y/d.patch")).exists();
        change.rename("x/y/d.patch", "x/d.patch");
        assertThat(patches().resolve("x/y")).doesNotExist();
        change.drop("x/d.patch", false);
        assertThat(patches().resolve("x")).doesNotExist();
        assertThat(patches()).exists();
    }

    @Test
    void aDeviceIsCalledOne() {
        assertThatThrownBy(() -> change.add(Path.of("/dev/null"), "n", Optional.empty(), false))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("/dev/null is a device");
    }

    @Test
    void aRenamedPatchKeepsItsPlace() throws Exception {
        change.rename("b.patch", "sub/c.patch");
        assertThat(patches().resolve("series")).hasContent(SERIES.replace("b.patch", "sub/c.patch"));
        assertThat(patches().resolve("sub/c.patch")).exists();
        assertThat(patches().resolve("b.patch")).doesNotExist();
    }

    @Test
    void patchesAreListedWithWhatTheirHeadersSay() throws Exception {
        List<ListedPatch> all =
                new ListPatches().run(LintPatchesRequest.of(source.root().resolve("debian")), Progress.silent());
        assertThat(all)
                .extracting(p -> p.header().map(Dep3::summary).orElse(""))
                .containsExactly("first", "second");
        assertThat(new ListPatches()
                        .run(
                                new LintPatchesRequest(
                                        source.root().resolve("debian"), Optional.of("wikimedia-specific")),
                                Progress.silent()))
                .extracting(p -> p.entry().patch())
                .containsExactly("b.patch");
    }

    @Test
    void aNameThatNoFileOrNoOtherCommandWouldHaveIsRefusedBeforeAnythingIsWritten() throws Exception {
        for (String name : List.of(
                "./c.patch",
                "sub//c.patch",
                "debian/patches/c.patch",
                "a.patch/c.patch",
                "x".repeat(256) + ".patch",
                "x/".repeat(2100) + "c.patch")) {
            assertThatThrownBy(() -> change.add(patch, name, Optional.empty(), false))
                    .as(name)
                    .isInstanceOf(InputException.class);
            assertThatThrownBy(() -> change.rename("a.patch", name)).as(name).isInstanceOf(InputException.class);
        }
        assertThat(patches().resolve("series")).hasContent(SERIES);
        assertThat(source.root().resolve("debian/,,hhvm-deb-batch")).doesNotExist();
    }

    @Test
    void aDirectoryThatTheSeriesNamesIsNotDropped() throws Exception {
        source.series(SERIES + "dir\n").file("debian/patches/dir/f", "x\n");
        assertThatThrownBy(() -> change.drop("dir", false))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is a directory");
        assertThat(change.drop("dir", true)).isEqualTo("dir");
        assertThat(patches().resolve("dir/f")).exists();
    }

    /** Its journal goes by the series as it was when it began. */
    @Test
    void besideARunThatAppliesPatchesTheSeriesStays() throws Exception {
        try (TreeChange apply = TreeChange.begin(source.root())) {
            assertThatThrownBy(() -> change.drop("a.patch", false))
                    .isInstanceOf(ExternalException.class)
                    .hasMessageContaining("another run is changing this source tree");
            assertThat(apply.umask()).isNotNegative();
        }
        assertThat(change.drop("a.patch", false)).isEqualTo("a.patch");
    }

    @ParameterizedTest
    @CsvSource({
        "'--- a/f\n+++ b/f\n@@ -1 +1,2 @@\n a\n+more', 'the last line has no newline at its end'",
        "'--- a/f\n+++ b/f\n@@ -1,9 +1,9 @@\n-a\n+b\n', 'unexpected end of the patch'",
    })
    void aPatchThatGnuPatchRefusesIsNotAdded(String content, String message) throws Exception {
        Files.writeString(patch, content.replace("\\n", "\n"));
        assertThatThrownBy(() -> change.add(patch, "new.patch", Optional.empty(), false))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(patch + ":")
                .hasMessageContaining(message);
        assertThat(patches().resolve("series")).hasContent(SERIES);
    }

    /** Decided changes have to be made, so what is in the way is found before. */
    @Test
    void whatCannotBeRemovedIsSaidBeforeAnythingIsChanged() throws Exception {
        Files.delete(patches().resolve("b.patch"));
        Files.createDirectories(patches().resolve("b.patch/in"));
        assertThatThrownBy(() -> change.rename("a.patch", "b.patch/in")).isInstanceOf(InputException.class);
        assertThat(patches().resolve("series")).hasContent(SERIES);
        assertThat(source.root().resolve("debian/,,hhvm-deb-batch")).doesNotExist();
    }
}
