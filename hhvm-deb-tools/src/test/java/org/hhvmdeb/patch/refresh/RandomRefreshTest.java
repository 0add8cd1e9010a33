package org.hhvmdeb.patch.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.check.CheckPatchesRequest;
import org.hhvmdeb.patch.engine.SeriesApplier;
import org.hhvmdeb.patch.refresh.RefreshedPatch.State;
import org.hhvmdeb.patch.series.PatchDirectory;
import org.hhvmdeb.patch.series.Series;
import org.hhvmdeb.patch.series.SeriesEntry;
import org.hhvmdeb.patch.tree.DirectoryTree;
import org.hhvmdeb.testkit.GoldenSeries;
import org.hhvmdeb.testkit.RandomSeries;
import org.hhvmdeb.testkit.TreeSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random series, all rewritten: every one of them applies exactly, to dpkg too, and gives the tree it gave before.
 * {@code -Dgolden.patch.cases=20000} makes it a long run.
 */
class RandomRefreshTest {

    private static final int CASES = Integer.getInteger("golden.patch.cases", 12);
    private static final long FIRST_SEED = Long.getLong("golden.patch.seed", 1);

    @TempDir
    Path work;

    @Test
    void aRefreshedSeriesAppliesExactlyAndGivesTheSameTree() throws Exception {
        GoldenSeries golden = new GoldenSeries(work);
        int written = 0;
        int kept = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
            Path source = Files.createDirectory(work.resolve("seed-" + seed));
            new RandomSeries(seed, work, source).write();
            Map<String, String> before = tree(source, false);
            RefreshedPatches refreshed = refresh(source);
            if (!refreshed.passed() || before.isEmpty()) {
                continue;
            }
            boolean all = refreshed.patches().stream().noneMatch(p -> p.state() == State.KEPT);
            assertThat(tree(source, all)).as("seed " + seed).isEqualTo(before);
            golden.add(source);
            written += (int) refreshed.patches().stream()
                    .filter(p -> p.state() == State.REFRESHED)
                    .count();
            kept += all ? 0 : 1;
        }
        assertThat(golden.compare()).isEmpty();
        assertThat(written).as("patches that were rewritten").isGreaterThan(CASES / 4);
        assertThat(kept).as("series that hold a patch no other can stand for").isLessThan(1 + CASES / 50);
    }

    private static RefreshedPatches refresh(Path source) throws HhvmDebException {
        CheckPatchesRequest series = CheckPatchesRequest.againstTree(source.resolve("debian"), source);
        return new RefreshPatches().run(new RefreshPatchesRequest(series, Set.of(), true, 0), Progress.silent());
    }

    /** The patched tree without the packaging; empty where a patch does not apply. */
    private static Map<String, String> tree(Path source, boolean exactly) throws Exception {
        SeriesApplier applier = new SeriesApplier(new DirectoryTree(source), 022);
        PatchDirectory patches = new PatchDirectory(source.resolve("debian"));
        for (SeriesEntry entry : entries(source)) {
            SeriesApplier.Applied applied = applier.apply(patches.read(entry.patch()));
            if (!applied.succeeded() || (exactly && !applied.exact())) {
                return Map.of();
            }
        }
        Map<String, String> snapshot = TreeSnapshot.of(applier.tree());
        snapshot.keySet().removeIf(p -> p.startsWith("debian/"));
        return snapshot;
    }

    private static Iterable<SeriesEntry> entries(Path source) throws IOException {
        return Series.of(Files.readAllBytes(source.resolve("debian/patches/series")))
                .entries();
    }
}
