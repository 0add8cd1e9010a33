package org.hhvmdeb.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.io.staging.StagedDirectory;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.LocalProcesses;
import org.hhvmdeb.testkit.CommandProcess;
import org.hhvmdeb.testkit.KillPoint;
import org.hhvmdeb.testkit.QuickSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command {@code package build}, killed by strace(1) at system calls with which it changes files, and with its whole
 * process group at moments picked by a seed. A long test, for {@code -Dkill.rounds=N}.
 */
@Tag("integration")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
@EnabledIfSystemProperty(named = "kill.rounds", matches = ".+", disabledReason = "a long test")
class KilledBuildTest {

    private static final int ROUNDS = Integer.getInteger("kill.rounds", 0);
    private static final String CHANGING = "rename,renameat,unlink,unlinkat,rmdir,mkdir,fsync";

    private final LocalProcesses programs = new LocalProcesses();
    private final Map<String, Integer> tally = new TreeMap<>();

    @TempDir
    Path directory;

    private Path dsc;
    private Path template;
    private List<String> before;
    private List<String> wanted;

    @BeforeEach
    void buildTheOldPackages() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/strace")), "strace is not installed, so nothing can be killed by it");
        template = Files.createDirectory(directory.resolve("template"));
        build(QuickSource.make(directory.resolve("one"), 1, "echo first"), template);
        before = packages(template);
        dsc = QuickSource.make(directory.resolve("two"), 2, "echo second");
        Path alone = copy("alone");
        build(dsc, alone);
        wanted = packages(alone);
        assertThat(wanted).isNotEqualTo(before);
    }

    @Test
    void whereverItIsKilledThePackagesAreOldOrNewAndTheNextRunCompletesIt() throws Exception {
        Path traced = copy("traced");
        Path log = directory.resolve("trace");
        long begin = System.nanoTime();
        CommandProcess run = start(traced, KillPoint.tracing(log, CHANGING));
        assertThat(run.process().waitFor()).as(run.text()).isZero();
        long duration = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        List<KillPoint> points = KillPoint.in(log);
        assertThat(points).hasSizeGreaterThan(20);
        for (KillPoint point : pick(points)) {
            Path place = copy(point.call() + point.count());
            CommandProcess killed = start(place, point.killing());
            int status = killed.process().waitFor();
            check(place, point.toString(), status == 0 ? "through before" : "killed at " + point.call());
        }
        Random moments = new Random(7);
        for (int i = 0; i < ROUNDS / 2; i++) {
            Path place = copy("moment" + i);
            CommandProcess killed = start(place, List.of());
            boolean ended = killed.process().waitFor((long) (moments.nextDouble() * duration), TimeUnit.MILLISECONDS);
            killed.signalGroup("KILL");
            killed.process().waitFor();
            check(place, "moment " + i, ended ? "through before" : "killed with its group");
        }
        tally.forEach((state, count) -> System.out.println("package build\t" + count + "\t" + state));
        assertThat(tally.keySet()).contains("killed at rename, old packages aside");
    }

    /** Some of them, spread over the run, and always the two renames between which there are no packages. */
    private static Set<KillPoint> pick(List<KillPoint> points) {
        List<KillPoint> renames =
                points.stream().filter(p -> p.call().equals("rename")).toList();
        Set<KillPoint> picked = new LinkedHashSet<>(renames.subList(renames.size() - 2, renames.size()));
        for (int i = 0; i < ROUNDS; i++) {
            picked.add(points.get(i * points.size() / ROUNDS));
        }
        return picked;
    }

    private void check(Path place, String point, String state) throws Exception {
        CommandProcess.awaitNoneIn(place);
        Path output = place.resolve("packages");
        boolean aside = !Files.exists(output);
        boolean begun = Files.exists(place.resolve("packages.log.old"));
        String logs = begun ? Files.readString(place.resolve("packages.log.old")) : log(place);
        assertThat(logs).as("log of the old packages after " + point).contains("first");
        // Whoever writes beside it next puts back what was moved aside.
        StagedDirectory.recover(output);
        List<String> left = packages(place);
        assertThat(left).as("packages after " + point).isIn(before, wanted);
        build(dsc, place);
        assertThat(packages(place)).as("packages of the run after " + point).isEqualTo(wanted);
        assertThat(log(place)).as("log of the run after " + point).contains("second");
        try (var all = Files.list(place)) {
            assertThat(all.map(f -> String.valueOf(f.getFileName())))
                    .as("what there is after the run after " + point)
                    .containsExactlyInAnyOrder("packages", "packages.log", "packages.log.old");
        }
        tally.merge(
                state + (aside ? ", old packages aside" : left.equals(wanted) ? ", new packages" : ", old packages"),
                1,
                Integer::sum);
        FileTree.delete(place);
    }

    private static String log(Path place) throws IOException {
        return Files.readString(place.resolve("packages.log"));
    }

    /** The names of the results and the digests of the packages, of which the .changes knows the same. */
    private static List<String> packages(Path place) throws Exception {
        Path output = place.resolve("packages");
        List<String> found = new ArrayList<>();
        for (RelativePath file : FileTree.list(output)) {
            boolean deb = file.text().endsWith(".deb");
            found.add(file.text() + (deb ? " " + Sha256.of(file.under(output)) : ""));
            if (file.text().endsWith(".changes")) {
                assertThat(BuildResults.read(file.under(output))).hasSize(1);
            }
        }
        return found;
    }

    private Path copy(String name) throws IOException {
        Path place = directory.resolve(name).resolve("out");
        FileTree.copy(template, Files.createDirectories(place));
        return place;
    }

    /** What the command does, without another virtual machine. */
    private void build(Path source, Path place) throws Exception {
        BuildPackagesRequest request =
                BuildPackagesRequest.of(source, place.resolve("packages")).with(new BuildOptions(1, true, false));
        new BuildPackages(new LocalBuilder(programs, QuickSource.PATH), programs).run(request, Progress.silent());
    }

    /** strace lets go of what the command runs, so that it is the command itself that is killed. */
    private CommandProcess start(Path place, List<String> strace) throws IOException {
        List<String> around = new ArrayList<>();
        if (!strace.isEmpty()) {
            around.addAll(List.of("strace", "-f", "-qq", "-b", "execve"));
            around.addAll(strace);
        }
        return CommandProcess.start(
                place.resolve("..").normalize(),
                around,
                Map.of(),
                "package",
                "build",
                dsc.toString(),
                "--jobs",
                "1",
                "--output",
                place.resolve("packages").toString());
    }
}
