package org.hhvmdeb.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.apply.ApplyPatches;
import org.hhvmdeb.patch.apply.ApplyPatchesRequest;
import org.hhvmdeb.patch.check.CheckPatches;
import org.hhvmdeb.patch.check.CheckPatchesRequest;
import org.hhvmdeb.patch.edit.ChangeSeries;
import org.hhvmdeb.patch.edit.ListPatches;
import org.hhvmdeb.patch.lint.FixPatches;
import org.hhvmdeb.patch.lint.LintPatches;
import org.hhvmdeb.patch.lint.LintPatchesRequest;
import org.hhvmdeb.testkit.RecordedProgress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In a wrong directory no patch is wrong, so that must not pass for a check. */
class DebianDirectoryTest {

    @TempDir
    Path directory;

    private Path debian;

    private interface Use {
        void of(Path debian) throws HhvmDebException;
    }

    private static final List<Use> USES = List.of(
            debian -> new CheckPatches().run(CheckPatchesRequest.againstTree(debian, debian), Progress.silent()),
            debian -> new LintPatches().run(LintPatchesRequest.of(debian), Progress.silent()),
            debian -> new FixPatches().run(LintPatchesRequest.of(debian), Progress.silent()),
            debian -> new ListPatches().run(LintPatchesRequest.of(debian), Progress.silent()),
            debian -> new ChangeSeries(debian).drop("a.patch", false));

    @BeforeEach
    void aPackaging() throws IOException {
        debian = Files.createDirectories(directory.resolve("hhvm/debian"));
        Files.createDirectory(debian.resolve("patches"));
        Files.writeString(debian.resolve("changelog"), "");
    }

    private static void assertRefused(Path named, String... words) {
        for (Use use : USES) {
            assertThatThrownBy(() -> use.of(named))
                    .isInstanceOf(InputException.class)
                    .hasMessageContainingAll(words);
        }
    }

    @Test
    void aDirectoryInItOrAboveItIsRefusedWithTheRightOne() {
        assertRefused(debian.resolve("patches"), "is not the directory debian of a source package", debian + " is one");
        assertRefused(directory.resolve("hhvm"), "is not the directory debian of a source package", debian + " is one");
        assertRefused(directory, "it has none of changelog, control, patches, rules, copyright");
    }

    @Test
    void debianInDebianIsRefusedWithTheRightOne() {
        assertRefused(
                debian.resolve("debian"),
                "there is no directory " + debian.resolve("debian"),
                debian
                        + " is itself the directory debian of a source package: --debian names it, and DIR the directory that it is in");
        assertRefused(directory.resolve("nowhere/debian"), "DIR is the directory that debian is in", "--debian names");
        assertRefused(debian.resolve("patches/debian"), "DIR is the directory that debian is in");
        assertRefused(directory.resolve("nowhere"), "; give the directory debian of the source package");
    }

    @Test
    void aSeriesWithoutPatchesSaysThatNothingWasChecked() throws Exception {
        Files.writeString(debian.resolve("changelog"), """
                hhvm (3.18.5-1) unstable; urgency=medium

                  * Change.

                 -- A B <a@example.org>  Mon, 05 Jan 2026 10:00:00 +0000
                """);
        Files.writeString(debian.resolve("patches/series"), "# none\n");
        assertThat(new CheckPatches()
                        .run(CheckPatchesRequest.againstTree(debian, directory.resolve("hhvm")), Progress.silent())
                        .summary())
                .isEqualTo("the series has no patches: nothing was checked");
        assertThat(new LintPatches()
                        .run(LintPatchesRequest.of(debian), Progress.silent())
                        .summary())
                .isEqualTo("the series has no patches: nothing was checked");
    }

    /** dpkg-source refuses it, and a check that took it for no series would pass. */
    @ParameterizedTest
    @CsvSource({"patches/series/x, patches/series, is not a file", "patches, patches, is not a directory"})
    void aSeriesOrADirectoryOfAnotherKindIsRefused(String made, String named, String reason) throws Exception {
        FileTree.delete(debian.resolve("patches"));
        Path file = debian.resolve(made);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");
        assertRefused(debian, debian.resolve(named).toString(), reason);
    }

    @Test
    void whereNoSeriesNamesThePatchesThatIsTold() throws Exception {
        Files.writeString(debian.resolve("patches/a.patch"), "--- a/f\n");
        List<String> said = new ArrayList<>();
        assertThat(new ListPatches().run(LintPatchesRequest.of(debian), new RecordedProgress(said)))
                .isEmpty();
        assertThat(said).singleElement().asString().contains("there is no series for 1 file here");
        assertThat(new ApplyPatches()
                        .run(ApplyPatchesRequest.of(debian.resolveSibling("")), Progress.silent())
                        .findings())
                .extracting(f -> f.rule().id())
                .containsExactly("patches-without-series");
    }
}
