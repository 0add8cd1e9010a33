package org.hhvmdeb.patch.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.PatchRule;
import org.hhvmdeb.patch.engine.RefusedException;
import org.hhvmdeb.patch.engine.SeriesApplier;
import org.hhvmdeb.patch.series.PatchDirectory;
import org.hhvmdeb.patch.series.QuiltState;
import org.hhvmdeb.patch.series.Series;
import org.hhvmdeb.patch.series.SeriesEntry;
import org.hhvmdeb.patch.tree.ByteText;
import org.hhvmdeb.patch.tree.DirectoryTree;
import org.hhvmdeb.patch.tree.LinkedTree;
import org.hhvmdeb.patch.tree.NewFiles;
import org.hhvmdeb.patch.tree.ToolStateRule;
import org.hhvmdeb.patch.tree.TreeEntry;
import org.hhvmdeb.patch.tree.TreeOverlay;

/** Finds out whether a patched tree is still what its patches made of it. */
final class TreeAudit {

    private final Path root;
    private final ToolStateRule toolState;
    private final PatchDirectory directory;
    private final QuiltState state;
    private final int umask;
    private final List<Finding> findings = new ArrayList<>();

    TreeAudit(UnapplyPatchesRequest request, PatchDirectory directory, QuiltState state, int umask) {
        this.root = request.tree();
        this.toolState = request.toolState();
        this.directory = directory;
        this.state = state;
        this.umask = umask;
    }

    /**
     * Applies patches again, in memory.
     *
     * @param before the tree without them
     * @param patches in the order they were applied
     */
    List<Finding> check(TreeOverlay before, List<String> patches, Progress progress)
            throws IOException, InputException {
        TreeOverlay replay = new TreeOverlay(before);
        List<SortedMap<String, Optional<TreeEntry>>> backups = new ArrayList<>();
        for (String patch : patches) {
            backups.add(state.backups(patch));
        }
        try (Progress.Task task = progress.begin("comparing the tree", patches.size(), "patch")) {
            for (int i = 0; i < patches.size(); i++) {
                if (!apply(patches.get(i), replay)) {
                    return findings;
                }
                for (String file : backups.get(i).keySet()) {
                    compare(patches.get(i), file, replay, backups.subList(i + 1, backups.size()));
                }
                task.advance(1);
            }
        }
        return findings;
    }

    private boolean apply(String patch, TreeOverlay replay) throws IOException, InputException {
        try {
            byte[] content = directory.read(patch);
            String options = options(patch);
            for (PatchMode mode : PatchMode.values()) {
                PatchReading reading = mode.reading(options);
                TreeOverlay attempt = new TreeOverlay(replay);
                SeriesApplier applier = new SeriesApplier(attempt, umask, NewFiles.inMemory());
                if (applier.apply(reading.parse(content), reading.rules().withToolState(toolState))
                        .succeeded()) {
                    if (!attempt.changes().isEmpty() && !state.hasBackups(patch)) {
                        return refuse(patch, "its backups are missing in " + root + "/.pc");
                    }
                    replay.absorb(attempt);
                    return true;
                }
            }
            return refuse(patch, "it does not apply to its own backups: it was changed since it was applied");
        } catch (RefusedException e) {
            return refuse(patch, e.reason());
        }
    }

    private String options(String patch) throws IOException {
        Optional<Path> file = directory.seriesFile();
        return file.isEmpty()
                ? ""
                : Series.of(Files.readAllBytes(file.get())).entries().stream()
                        .filter(e -> e.patch().equals(patch))
                        .findFirst()
                        .map(SeriesEntry::options)
                        .orElse("");
    }

    private boolean refuse(String patch, String why) {
        findings.add(Finding.of(
                directory.locate(patch, 0),
                PatchRule.APPLIED_PATCH_CHANGED,
                "it cannot be told whether files were changed since the patch " + ByteText.printable(patch)
                        + " was applied: " + why
                        + "; put the patch back as it was, or restore the backups with --force"));
        return false;
    }

    private void compare(
            String patch, String file, TreeOverlay replay, List<SortedMap<String, Optional<TreeEntry>>> above)
            throws IOException {
        LinkedTree linked = new LinkedTree(replay);
        List<Optional<TreeEntry>> later = above.stream()
                .flatMap(b -> Optional.ofNullable(b.get(file)).stream())
                .toList();
        boolean changedAgain = !later.isEmpty();
        Optional<TreeEntry> actual =
                changedAgain ? later.get(0) : new LinkedTree(new TreeOverlay(new DirectoryTree(root))).find(file);
        Optional<TreeEntry> expected = linked.find(file);
        if (!same(expected, actual)) {
            findings.add(Finding.of(
                    Location.of(root + "/" + ByteText.printable(file)),
                    PatchRule.PATCHED_FILE_CHANGED,
                    (actual.isEmpty() ? "the file is gone" : "the file was changed") + " since the patch "
                            + ByteText.printable(patch) + " was applied"
                            + (changedAgain ? ", as its backup in .pc shows" : "")
                            + "; save the change (quilt refresh takes it into the patch), or lose it with --force"));
        } else if (actual.isPresent()) {
            // What is on the disk need not stay in memory.
            try {
                replay.put(linked.resolve(file), actual.get());
            } catch (LinkedTree.BlockedException e) {
                throw new IOException(file + " " + e.getMessage(), e);
            }
        }
    }

    private static boolean same(Optional<TreeEntry> one, Optional<TreeEntry> other) throws IOException {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() == other.isEmpty();
        }
        return one.get().type() == other.get().type()
                && Arrays.equals(one.get().content(), other.get().content());
    }
}
