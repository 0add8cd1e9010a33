package org.hhvmdeb.patch.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.patch.tree.DirectoryTree;
import org.hhvmdeb.testkit.GoldenSeries;
import org.hhvmdeb.testkit.RandomSeries;
import org.hhvmdeb.testkit.TreeSnapshot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Seeded random sources and series, applied by us and by dpkg's code. {@code -Dgolden.patch.cases=20000} makes it a long
 * run, {@code -Dgolden.patch.seed=N} begins elsewhere; the number in a failure's name is the seed to repeat it with.
 */
@Tag("integration")
class RandomSeriesGoldenTest {

    private static final int CASES = Integer.getInteger("golden.patch.cases", 12);
    private static final long FIRST_SEED = Long.getLong("golden.patch.seed", 1);
    private static final int BATCH = 250;
    private static final int ON_DISK = Math.max(60, CASES / 5);

    @TempDir
    Path work;

    @Test
    void theTreeAndTheVerdictAreThoseOfDpkgSource() throws IOException, HhvmDebException {
        int accepted = 0;
        for (int done = 0; done < CASES; done += BATCH) {
            Path batch = Files.createDirectory(work.resolve("batch" + done));
            GoldenSeries golden = new GoldenSeries(batch);
            for (long seed = FIRST_SEED + done; seed < FIRST_SEED + Math.min(CASES, done + BATCH); seed++) {
                Path source = Files.createDirectory(batch.resolve("seed-" + seed));
                new RandomSeries(seed, batch, source).write();
                golden.add(source);
            }
            assertThat(golden.compare()).isEmpty();
            accepted += golden.accepted();
            FileTree.delete(batch);
        }
        assertThat(accepted).as("cases that are no refusal").isGreaterThan(CASES / 4);
    }

    @Test
    void onTheDiskTheBooksAreTheSameTooAndUnapplyTakesAllBack() throws IOException, HhvmDebException {
        int accepted = 0;
        for (int done = 0; done < ON_DISK; done += BATCH) {
            Path batch = Files.createDirectory(work.resolve("disk" + done));
            GoldenSeries golden = new GoldenSeries(batch);
            Map<Path, Map<String, String>> unpatched = new LinkedHashMap<>();
            for (long seed = FIRST_SEED + done; seed < FIRST_SEED + Math.min(ON_DISK, done + BATCH); seed++) {
                Path source = Files.createDirectory(batch.resolve("seed-" + seed));
                new RandomSeries(seed, batch, source).write();
                unpatched.put(source, TreeSnapshot.whole(new DirectoryTree(source)));
                golden.addOnDisk(source);
            }
            assertThat(golden.compare()).isEmpty();
            assertThat(golden.unapply(unpatched)).isEmpty();
            accepted += golden.accepted();
            FileTree.delete(batch);
        }
        assertThat(accepted).as("cases that are no refusal").isGreaterThan(ON_DISK / 4);
    }
}
