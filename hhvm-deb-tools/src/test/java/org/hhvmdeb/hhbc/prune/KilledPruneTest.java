package org.hhvmdeb.hhbc.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hhvmdeb.testkit.RepoFixture.OTHER;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.LocalProcesses;
import org.hhvmdeb.testkit.JavaCommand;
import org.hhvmdeb.testkit.RepoFixture;
import org.hhvmdeb.testkit.RepoRows;
import org.hhvmdeb.testkit.RepoTables;
import org.hhvmdeb.testkit.RepoWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that prunes, killed at moments picked by a seed; {@code -Dkill.rounds=N} makes it a long run. */
@Tag("integration")
class KilledPruneTest {

    private static final int ROUNDS = Integer.getInteger("kill.rounds", 1);

    @TempDir
    Path directory;

    /** Prunes, puts the full repository back and begins again, without an end. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws Exception {
            Path repo = Path.of(arguments[0]);
            Path full = Path.of(arguments[1]);
            PruneRequest request = PruneRequest.of(repo, List.of(new RepoSchema(SCHEMA)));
            request = arguments[2].equals("in place") ? request.inPlace(false) : request;
            while (true) {
                new PruneRepo(new LocalProcesses()).run(request, Progress.silent());
                Path copy = repo.resolveSibling("copy");
                Files.copy(full, copy, StandardCopyOption.REPLACE_EXISTING);
                Files.move(copy, repo, StandardCopyOption.ATOMIC_MOVE);
                System.out.println("round");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"in place", "by copy"})
    void afterAKillTheRepositoryIsTheOldOrThePruned(String how) throws Exception {
        List<String> files = IntStream.range(0, 150).mapToObj(i -> "f" + i).toList();
        Path full = directory.resolve("full");
        RepoWriter.write(full, RepoTables.R3_7, SCHEMA, files);
        List<String> pruned = RepoRows.of(full);
        RepoWriter.write(full, RepoTables.R4_16, OTHER, files);
        List<String> old = RepoRows.of(full);
        Path repo = directory.resolve("repo");
        Files.copy(full, repo);
        Random random = new Random(2);
        for (int round = 0; round < ROUNDS; round++) {
            killAfter(1 + random.nextInt(400), repo, full, how);
            // Whoever opens it rolls back what was not finished, as HHVM does.
            try (RepoFixture opened = RepoFixture.at(repo)) {
                opened.number("SELECT count(*) FROM magic_" + SCHEMA);
            }
            assertThat(RepoRows.of(repo)).as("round " + round).isIn(old, pruned);
        }
        PruneRequest request = PruneRequest.of(repo, List.of(new RepoSchema(SCHEMA)));
        new PruneRepo(new LocalProcesses()).run(request, Progress.silent());
        assertThat(RepoRows.of(repo)).isEqualTo(pruned);
        assertThat(directory.toFile().list((d, n) -> n.endsWith(".part"))).isEmpty();
    }

    private static void killAfter(int milliseconds, Path repo, Path full, String how)
            throws IOException, InterruptedException {
        List<String> words = JavaCommand.words(Child.class);
        words.addAll(List.of(repo.toString(), full.toString(), how));
        Process child = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        // The first round is over when the classes are loaded: from then on every moment is one of the work.
        assertThat(child.inputReader().readLine()).isEqualTo("round");
        child.waitFor(milliseconds, TimeUnit.MILLISECONDS);
        child.destroyForcibly();
        child.waitFor();
    }
}
