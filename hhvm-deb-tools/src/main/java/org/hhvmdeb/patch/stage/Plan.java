package org.hhvmdeb.patch.stage;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hhvmdeb.patch.stage.Step.Kind;
import org.hhvmdeb.patch.tree.DiskPath;
import org.hhvmdeb.patch.tree.TreeEntry;
import org.hhvmdeb.patch.tree.TreeOverlay;
import org.hhvmdeb.patch.tree.TreePath;

/** Turns what changed in an overlay into steps, and stages every file they need. */
final class Plan {

    private final Path root;
    private final StagedFiles files;
    private final List<Step> steps = new ArrayList<>();

    Plan(Path root, StagedFiles files) {
        this.root = root;
        this.files = files;
    }

    List<Step> of(TreeOverlay tree) throws IOException {
        for (Map.Entry<String, Optional<TreeEntry>> change : new TreeMap<>(tree.changes()).entrySet()) {
            add(change.getKey(), tree.before(change.getKey()), change.getValue());
        }
        refuseReadOnly();
        List<Step> ordered = new ArrayList<>(steps);
        ordered.sort(Comparator.comparing(Step::kind).thenComparing(Plan::deepestFirst));
        return ordered;
    }

    // The paths are in order, parents before what is in them; for removals it must be the other way round.
    private static int deepestFirst(Step one, Step other) {
        return one.kind() == Kind.REMOVE_DIRECTORY ? other.path().compareTo(one.path()) : 0;
    }

    private void add(String path, Optional<TreeEntry> old, Optional<TreeEntry> entry) throws IOException {
        boolean wasDirectory = old.filter(TreeEntry::isDirectory).isPresent();
        boolean isDirectory = entry.filter(TreeEntry::isDirectory).isPresent();
        if (wasDirectory && !isDirectory) {
            steps.add(new Step(Kind.REMOVE_DIRECTORY, path, 0, Fingerprint.DIRECTORY, Fingerprint.NOTHING));
        }
        if (old.isPresent() && !wasDirectory && (entry.isEmpty() || isDirectory)) {
            steps.add(new Step(Kind.DELETE, path, 0, Fingerprint.of(old), Fingerprint.NOTHING));
        }
        if (isDirectory && !wasDirectory) {
            steps.add(new Step(
                    Kind.MAKE_DIRECTORY, path, entry.orElseThrow().mode(), Fingerprint.NOTHING, Fingerprint.DIRECTORY));
        }
        if (entry.isPresent() && !isDirectory && !isInPlace(entry.get(), path)) {
            int number = files.stage(entry.get());
            steps.add(new Step(Kind.PUT, path, number, Fingerprint.of(old), files.fingerprint(number)));
        }
    }

    private boolean isInPlace(TreeEntry entry, String path) {
        return entry.file().filter(DiskPath.of(root, path)::equals).isPresent();
    }

    private void refuseReadOnly() throws IOException {
        RealDirectories directories = new RealDirectories(root);
        for (String directory :
                steps.stream().map(s -> TreePath.parent(s.path())).distinct().toList()) {
            Path place = DiskPath.of(root, directory);
            if (directories.reaches(TreePath.join(directory, "x")) && !Files.isWritable(place)) {
                throw new AccessDeniedException(place.toString());
            }
        }
    }
}
