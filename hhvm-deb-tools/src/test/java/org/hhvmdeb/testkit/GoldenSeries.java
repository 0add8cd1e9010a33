package org.hhvmdeb.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.apply.AppliedPatches;
import org.hhvmdeb.patch.apply.ApplyPatches;
import org.hhvmdeb.patch.apply.ApplyPatchesRequest;
import org.hhvmdeb.patch.apply.UnappliedPatches;
import org.hhvmdeb.patch.apply.UnapplyPatches;
import org.hhvmdeb.patch.apply.UnapplyPatchesRequest;
import org.hhvmdeb.patch.diff.MalformedPatchException;
import org.hhvmdeb.patch.engine.RefusedException;
import org.hhvmdeb.patch.engine.SeriesApplier;
import org.hhvmdeb.patch.series.PatchDirectory;
import org.hhvmdeb.patch.series.Series;
import org.hhvmdeb.patch.series.SeriesEntry;
import org.hhvmdeb.patch.tree.DirectoryTree;
import org.hhvmdeb.patch.tree.SourceTree;
import org.hhvmdeb.process.Command;

/** Compares our engine with dpkg's own code on many unpacked sources at once. */
public final class GoldenSeries {

    private final Path work;
    private final Map<Path, Ours> cases = new LinkedHashMap<>();
    private final Map<String, Boolean> verdicts = new TreeMap<>();

    private record Ours(boolean accepted, Map<String, String> tree, String why, Optional<Path> applied) {}

    public GoldenSeries(Path work) {
        this.work = work;
    }

    /** Runs our engine on a directory with debian/patches/series in it; to be called before {@link #compare()}. */
    public void add(Path source) throws IOException {
        SeriesApplier applier = new SeriesApplier(new DirectoryTree(source), Umask.current());
        PatchDirectory patches = new PatchDirectory(source.resolve("debian"));
        String failed = "";
        try {
            for (SeriesEntry entry : Series.of(Files.readAllBytes(source.resolve("debian/patches/series")))
                    .entries()) {
                SeriesApplier.Applied applied = applier.apply(patches.read(entry.patch()));
                if (!applied.succeeded()) {
                    failed = entry.patch() + ": "
                            + applied.problem()
                                    .map(MalformedPatchException::reason)
                                    .orElse("") + applied.files();
                    break;
                }
            }
        } catch (RefusedException e) {
            failed = e.reason();
        } catch (InputException e) {
            failed = String.valueOf(e.getMessage());
        }
        cases.put(source, new Ours(failed.isEmpty(), TreeSnapshot.of(applier.tree()), failed, Optional.empty()));
    }

    /** Does the same on the disk, with the use case itself, on a copy; the result will be compared with .pc and all. */
    public void addOnDisk(Path source) throws IOException, HhvmDebException {
        Path copy = Files.createDirectories(work.resolve("ours")).resolve(source.getFileName());
        FileTree.copy(source, copy);
        age(source);
        age(copy);
        Map<String, String> before = TreeSnapshot.whole(new DirectoryTree(copy));
        AppliedPatches applied = new ApplyPatches().run(ApplyPatchesRequest.of(copy), Progress.silent());
        Map<String, String> after = TreeSnapshot.whole(new DirectoryTree(copy));
        if (!applied.passed()) {
            assertThat(after).as(source + ", refused").isEqualTo(before);
        }
        cases.put(source, new Ours(applied.passed(), after, applied.findings().toString(), Optional.of(copy)));
    }

    // As after unpacking: what came in the tarball is older than what patches make.
    private static void age(Path tree) throws IOException {
        try (var all = Files.walk(tree)) {
            for (Path file : all.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
            }
        }
    }

    /** Unapplies on the disk what was applied there, by us and by dpkg, and returns where that is not the old tree. */
    public List<String> unapply(Map<Path, Map<String, String>> unpatched) throws IOException, HhvmDebException {
        List<String> differences = new ArrayList<>();
        for (Map.Entry<Path, Map<String, String>> one : unpatched.entrySet()) {
            Ours ours = cases.get(one.getKey());
            if (ours != null && ours.accepted()) {
                for (Path tree : List.of(one.getKey(), ours.applied().orElseThrow())) {
                    UnappliedPatches done = new UnapplyPatches().run(UnapplyPatchesRequest.of(tree), Progress.silent());
                    Map<String, String> now = TreeSnapshot.whole(new DirectoryTree(tree));
                    if (!done.passed() || !now.equals(one.getValue())) {
                        differences.add(tree + ": " + done.findings() + firstDifference(one.getValue(), now));
                    }
                }
            }
        }
        return differences;
    }

    /** Lets dpkg work on all of them, and returns what differs. */
    public List<String> compare() throws IOException, HhvmDebException {
        Path list = work.resolve("list");
        Path results = work.resolve("results");
        Path script = work.resolve("apply-series.pl");
        Files.write(list, cases.keySet().stream().map(Path::toString).toList());
        try (var in = GoldenSeries.class.getResourceAsStream("apply-series.pl")) {
            Files.write(script, Objects.requireNonNull(in).readAllBytes());
        }
        Programs.untethered()
                .run(Command.of("perl", script.toString(), list.toString(), results.toString()))
                .orFail();
        List<String> theirs = Files.readAllLines(results, StandardCharsets.ISO_8859_1);
        List<String> differences = new ArrayList<>();
        int n = 0;
        for (Map.Entry<Path, Ours> one : cases.entrySet()) {
            compare(one.getKey(), one.getValue(), theirs.get(n++), differences);
        }
        return differences;
    }

    public int size() {
        return cases.size();
    }

    /** How many of them dpkg accepted. */
    public int accepted() {
        return Collections.frequency(verdicts.values(), true);
    }

    /** Whether dpkg accepted them, by the names of their directories. */
    public Map<String, Boolean> verdicts() {
        return verdicts;
    }

    private void compare(Path source, Ours ours, String theirs, List<String> differences) throws IOException {
        boolean theyAccept = theirs.equals("accepted");
        verdicts.put(String.valueOf(source.getFileName()), theyAccept);
        if (theyAccept != ours.accepted()) {
            differences.add(source.getFileName() + ": dpkg: " + theirs + "\n   ours: "
                    + (ours.accepted() ? "accepted" : "refused " + ours.why()));
        } else if (theyAccept) {
            SourceTree disk = new DirectoryTree(source);
            Map<String, String> tree = ours.applied().isPresent() ? TreeSnapshot.whole(disk) : TreeSnapshot.of(disk);
            if (!tree.equals(ours.tree())) {
                differences.add(source.getFileName() + ": the trees differ: " + firstDifference(tree, ours.tree()));
            }
        }
    }

    private static String firstDifference(Map<String, String> theirs, Map<String, String> ours) {
        for (String path : theirs.keySet()) {
            if (!theirs.get(path).equals(ours.get(path))) {
                return path + "\n  dpkg: " + theirs.get(path) + "\n  ours: " + ours.get(path);
            }
        }
        return "only ours have "
                + ours.keySet().stream().filter(p -> !theirs.containsKey(p)).toList();
    }
}
