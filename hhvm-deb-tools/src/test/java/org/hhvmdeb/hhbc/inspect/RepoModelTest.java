package org.hhvmdeb.hhbc.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hhvmdeb.hhbc.canonicalise.CanonicaliseRepo;
import org.hhvmdeb.hhbc.diff.DiffRepos;
import org.hhvmdeb.hhbc.diff.DifferentRepos;
import org.hhvmdeb.hhbc.diff.FileDifference;
import org.hhvmdeb.hhbc.prune.PruneRepo;
import org.hhvmdeb.hhbc.prune.PruneRequest;
import org.hhvmdeb.hhbc.rebuild.RebuildRepo;
import org.hhvmdeb.hhbc.rebuild.RebuildRequest;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RepoRows;
import org.hhvmdeb.testkit.RepoTables;
import org.hhvmdeb.testkit.RepoWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random prunes, rebuilds, canonicalisations and diffs of random repositories beside a model that is a map from schemas to lists of
 * contents; {@code -Dmodel.operations=100000} makes it a long run.
 */
class RepoModelTest {

    private static final int OPERATIONS = Integer.getInteger("model.operations", 50);
    private static final long SEED = Long.getLong("model.seed", 1);
    private static final List<String> SCHEMAS = List.of("b", "a_b", "c0ffee", "1_2");

    private static final List<RepoTables> RELEASES = List.of(RepoTables.values());

    @TempDir
    Path directory;

    private final Random random = new Random(SEED);
    private Map<String, List<String>> model = new TreeMap<>();
    private final Map<String, RepoTables> made = new TreeMap<>();
    private Path file = Path.of("repo");

    @Test
    void whateverIsDoneToARepositoryItHoldsWhatTheModelHolds() throws Exception {
        file = directory.resolve("repo");
        for (String schema : SCHEMAS) {
            made.put(schema, RELEASES.get(random.nextInt(RELEASES.size())));
        }
        model = arbitrary();
        write(file, model);
        for (int operation = 0; operation < OPERATIONS; operation++) {
            String what = "seed " + SEED + ", operation " + operation;
            switch (random.nextInt(4)) {
                case 0 -> prune(what);
                case 1 -> rebuild(what);
                case 2 -> canonicalise(what);
                default -> diff(what);
            }
            if (random.nextInt(20) == 0) {
                Files.delete(file);
                SCHEMAS.forEach(s -> made.put(s, RELEASES.get(random.nextInt(RELEASES.size()))));
                model = arbitrary();
                write(file, model);
            }
        }
    }

    /** Some schemas, each with files of a few versions, the newest behind the older ones. */
    private Map<String, List<String>> arbitrary() {
        Map<String, List<String>> contents = new TreeMap<>();
        for (String schema : SCHEMAS) {
            if (contents.isEmpty() || random.nextBoolean()) {
                contents.put(schema, mutated(List.of()));
            }
        }
        return contents;
    }

    /** The same with some files changed, added, removed, and in another order. */
    private List<String> mutated(List<String> contents) {
        TreeSet<String> all = new TreeSet<>(contents);
        int changes = random.nextInt(6);
        for (int change = 0; change < changes; change++) {
            all.add("d" + random.nextInt(3) + "/f" + random.nextInt(6) + " v" + random.nextInt(3));
            if (random.nextInt(3) == 0) {
                all.pollFirst();
            }
        }
        List<String> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private void write(Path target, Map<String, List<String>> contents) throws Exception {
        for (Map.Entry<String, List<String>> schema : contents.entrySet()) {
            RepoWriter.write(
                    target, made.getOrDefault(schema.getKey(), RepoTables.R3_7), schema.getKey(), schema.getValue());
        }
    }

    /** A repository that was written from the model at once, without a history. */
    private Path fresh(Map<String, List<String>> contents) throws Exception {
        Path target = directory.resolve("fresh");
        Files.deleteIfExists(target);
        write(target, contents);
        return target;
    }

    private void check(String what) throws Exception {
        Path fresh = fresh(model);
        assertThat(RepoRows.of(file)).as(what).isEqualTo(RepoRows.of(fresh));
        for (Map.Entry<String, List<String>> schema : model.entrySet()) {
            assertThat(RepoRows.versions(file, schema.getKey()))
                    .as(what)
                    .isEqualTo(RepoRows.versions(fresh, schema.getKey()));
        }
    }

    private void prune(String what) throws Exception {
        List<String> schemas = new ArrayList<>(model.keySet());
        Collections.shuffle(schemas, random);
        List<String> live = schemas.subList(0, 1 + random.nextInt(schemas.size()));
        PruneRequest request =
                PruneRequest.of(file, live.stream().map(RepoSchema::new).toList());
        request = random.nextBoolean() ? request.inPlace(random.nextBoolean()) : request;
        if (random.nextInt(3) == 0) {
            request = request.including(random.nextBoolean(), true, false);
        }
        new PruneRepo(Programs.untethered()).run(request, Progress.silent());
        model.keySet().retainAll(live);
        check(what + ", prune");
    }

    private void rebuild(String what) throws Exception {
        Map<String, List<String>> next = new TreeMap<>();
        model.forEach((schema, contents) -> {
            if (next.isEmpty() || random.nextInt(3) > 0) {
                next.put(schema, mutated(contents));
            }
        });
        if (random.nextInt(4) == 0) {
            next.putIfAbsent(SCHEMAS.get(random.nextInt(SCHEMAS.size())), mutated(List.of()));
        }
        Path newer = directory.resolve("newer");
        Files.deleteIfExists(newer);
        write(newer, next);
        Path output = directory.resolve("output");
        new RebuildRepo().run(RebuildRequest.of(file, newer, OutputFile.of(output)), Progress.silent());
        Files.move(output, file, StandardCopyOption.REPLACE_EXISTING);
        model = next;
        check(what + ", rebuild");
    }

    private void canonicalise(String what) throws Exception {
        Path output = directory.resolve("output");
        Path again = directory.resolve("again");
        new CanonicaliseRepo().run(file, OutputFile.of(output), Progress.silent());
        new CanonicaliseRepo().run(fresh(model), OutputFile.of(again), Progress.silent());
        assertThat(output).as(what).hasSameBinaryContentAs(again);
        Files.move(output, file, StandardCopyOption.REPLACE_EXISTING);
        check(what + ", canonicalise");
    }

    private void diff(String what) throws Exception {
        String schema = model.keySet().iterator().next();
        Map<String, List<String>> other = new TreeMap<>(model);
        other.put(schema, mutated(model.getOrDefault(schema, List.of())));
        Path fresh = fresh(other);
        DifferentRepos difference = new DiffRepos().run(file, fresh, Optional.empty(), Progress.silent());
        Map<String, List<String>> had = byPath(model.getOrDefault(schema, List.of()));
        Map<String, List<String>> has = byPath(other.getOrDefault(schema, List.of()));
        TreeSet<String> expected = new TreeSet<>(had.keySet());
        expected.addAll(has.keySet());
        expected.removeIf(p -> had.getOrDefault(p, List.of()).equals(has.getOrDefault(p, List.of())));
        assertThat(difference.schemas().stream()
                        .filter(s -> s.newer().equals(schema))
                        .flatMap(s -> s.files().stream())
                        .map(FileDifference::path))
                .as(what + ", diff")
                .containsExactlyElementsOf(expected);
        assertThat(difference.isEmpty()).as(what + ", diff").isEqualTo(expected.isEmpty());
    }

    private static Map<String, List<String>> byPath(List<String> contents) {
        Map<String, List<String>> byPath = new TreeMap<>();
        contents.forEach(c -> byPath.computeIfAbsent(c.split(" ", 2)[0], p -> new ArrayList<>())
                .add(c));
        return byPath;
    }
}
