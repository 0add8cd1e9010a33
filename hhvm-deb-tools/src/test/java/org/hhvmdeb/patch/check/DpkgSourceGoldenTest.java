package org.hhvmdeb.patch.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.engine.RefusedException;
import org.hhvmdeb.patch.engine.SeriesApplier;
import org.hhvmdeb.patch.series.PatchDirectory;
import org.hhvmdeb.patch.series.Series;
import org.hhvmdeb.patch.series.SeriesEntry;
import org.hhvmdeb.patch.tree.DebianizedTree;
import org.hhvmdeb.patch.tree.DirectoryTree;
import org.hhvmdeb.patch.tree.SourceTree;
import org.hhvmdeb.patch.tree.TarTree;
import org.hhvmdeb.testkit.RandomSeries;
import org.hhvmdeb.testkit.SourceFixture;
import org.hhvmdeb.testkit.SourcePackageFixture;
import org.hhvmdeb.testkit.TreeSnapshot;
import org.hhvmdeb.testkit.Umask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole source packages through dpkg-source itself, compared with a check that reads the orig tarball only. */
class DpkgSourceGoldenTest {

    private static final int CASES = Integer.getInteger("golden.source.cases", 3);
    private static final long FIRST_SEED = 500_000;

    @TempDir
    Path work;

    @Test
    void anOrigTarballGivesTheTreeAndTheVerdictOfDpkgSource() throws IOException, HhvmDebException {
        int accepted = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
            Path directory = Files.createDirectory(work.resolve("seed-" + seed));
            Path source = Files.createDirectory(directory.resolve("source"));
            new RandomSeries(seed, directory, source).write();
            if (Files.exists(source.resolve("n1.c"))) {
                Files.setPosixFilePermissions(source.resolve("n1.c"), PosixFilePermissions.fromString("r-xr-----"));
            }
            accepted += compare(directory, source, "seed " + seed) ? 1 : 0;
        }
        assertThat(accepted).isPositive();
    }

    @Test
    void modesInTheOrigTarballBecomeThoseOfAFreshUnpackingBeforeAPatchKeepsThem() throws Exception {
        Path directory = Files.createDirectory(work.resolve("modes"));
        SourceFixture source = new SourceFixture(directory.resolve("source"));
        for (int mode : new int[] {0755, 0444, 04755, 0640, 0711}) {
            String file = "mode-" + Integer.toOctalString(mode);
            source.file(file, "old\n")
                    .patch(file + ".patch", "--- a/" + file + "\n+++ b/" + file + "\n@@ -1 +1 @@\n-old\n+new\n");
            Files.setAttribute(source.root().resolve(file), "unix:mode", mode);
        }
        assertThat(compare(directory, source.root(), "modes")).isTrue();
    }

    private static boolean compare(Path directory, Path source, String name) throws IOException, HhvmDebException {
        SourcePackageFixture packed = new SourcePackageFixture(directory);
        packed.pack(source);
        Path unpacked = directory.resolve("unpacked");
        boolean accepted = packed.unpack(unpacked).succeeded();

        PatchReport report = new CheckPatches()
                .run(CheckPatchesRequest.againstOrig(source.resolve("debian"), packed.orig()), Progress.silent());
        assertThat(report.passed()).as(name + ": " + report.findings()).isEqualTo(accepted);
        if (accepted) {
            assertThat(ours(packed.orig(), source.resolve("debian")))
                    .as(name)
                    .isEqualTo(TreeSnapshot.of(new DirectoryTree(unpacked)));
            assertThat(new CheckPatches()
                            .run(
                                    CheckPatchesRequest.againstTree(unpacked.resolve("debian"), unpacked),
                                    Progress.silent())
                            .passed())
                    .as(name + ", against the tree that is patched already")
                    .isTrue();
        }
        return accepted;
    }

    private static Map<String, String> ours(Path orig, Path debian) throws IOException, HhvmDebException {
        int umask = Umask.current();
        SourceTree upstream = TarTree.read(orig, Set.of(), umask, Progress.silent());
        SeriesApplier applier = new SeriesApplier(new DebianizedTree(upstream, new DirectoryTree(debian)), umask);
        PatchDirectory patches = new PatchDirectory(debian);
        for (SeriesEntry entry : Series.read(debian.resolve("patches/series")).entries()) {
            try {
                applier.apply(patches.read(entry.patch()));
            } catch (RefusedException e) {
                throw new IOException(e);
            }
        }
        return TreeSnapshot.of(applier.tree());
    }
}
