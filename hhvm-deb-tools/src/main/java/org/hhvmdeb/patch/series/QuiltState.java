package org.hhvmdeb.patch.series;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hhvmdeb.patch.tree.DirectoryTree;
import org.hhvmdeb.patch.tree.SourceTree;
import org.hhvmdeb.patch.tree.TreeEntry;
import org.hhvmdeb.patch.tree.TreeOverlay;
import org.hhvmdeb.patch.tree.TreePath;

/**
 * What quilt or dpkg-source noted in {@code .pc} about the patches that are applied to a directory, and with its backups
 * the tree as it was before. An empty backup stands for a file that was not there; but a backup is the old file itself, so
 * one that is clearly older than the books was there, and was empty.
 */
public final class QuiltState {

    private static final String BOOKS = ".pc";
    private static final String TIMESTAMP = ".timestamp";

    private final SourceTree tree;
    private final List<String> applied;

    private QuiltState(SourceTree tree, List<String> applied) {
        this.tree = tree;
        this.applied = List.copyOf(applied);
    }

    public static QuiltState of(Path root) throws IOException {
        SourceTree tree = new DirectoryTree(root);
        List<String> applied = new ArrayList<>();
        Optional<TreeEntry> list = isDirectory(tree, BOOKS) ? tree.find(BOOKS + "/applied-patches") : Optional.empty();
        if (list.isPresent() && list.get().isFile()) {
            Series.of(list.get().content()).entries().stream()
                    .map(SeriesEntry::patch)
                    .filter(QuiltState::isSafe)
                    .forEach(applied::add);
        }
        return new QuiltState(tree, applied);
    }

    private static boolean isSafe(String name) {
        return !name.startsWith("/") && !List.of(name.split("/", -1)).contains("..");
    }

    /** The patches, the one applied last at the end. */
    public List<String> applied() {
        return applied;
    }

    /** Whether a patch is applied, however its path is spelt. */
    public boolean isApplied(String patch) {
        return applied.stream().anyMatch(p -> PatchNames.file(p).equals(PatchNames.file(patch)));
    }

    /** Whether there are backups for a patch at all; there are none for one that changes nothing. */
    public boolean hasBackups(String patch) throws IOException {
        return isReal(BOOKS + "/" + patch);
    }

    /** The files that a patch changed as they were before it; empty for those that were not there. */
    public SortedMap<String, Optional<TreeEntry>> backups(String patch) throws IOException {
        SortedMap<String, Optional<TreeEntry>> backups = new TreeMap<>();
        if (hasBackups(patch)) {
            addBackups(BOOKS + "/" + patch, "", backups);
        }
        return backups;
    }

    private void addBackups(String directory, String below, Map<String, Optional<TreeEntry>> backups)
            throws IOException {
        for (String name : tree.list(directory)) {
            String path = TreePath.join(below, name);
            Optional<TreeEntry> entry = tree.find(TreePath.join(directory, name));
            if (entry.filter(TreeEntry::isDirectory).isPresent()) {
                addBackups(TreePath.join(directory, name), path, backups);
            } else if (!path.equals(TIMESTAMP)) {
                backups.put(path, entry.isPresent() && wasThere(entry.get()) ? entry : Optional.empty());
            }
        }
    }

    private boolean wasThere(TreeEntry backup) throws IOException {
        return backup.size() > 0
                || (backup.file().isPresent() && changed(backup).isBefore(opened()));
    }

    // A copy of the whole tree may have lost all times, its files are younger than a minute before one another then.
    private Instant opened() throws IOException {
        Optional<TreeEntry> version = tree.find(BOOKS + "/.version").filter(TreeEntry::isFile);
        return version.isEmpty() ? Instant.MIN : changed(version.get()).minusSeconds(60);
    }

    private static Instant changed(TreeEntry entry) throws IOException {
        return Files.getLastModifiedTime(entry.file().orElseThrow()).toInstant();
    }

    private boolean isReal(String directory) throws IOException {
        return directory.isEmpty() || (isReal(TreePath.parent(directory)) && isDirectory(tree, directory));
    }

    private static boolean isDirectory(SourceTree tree, String path) throws IOException {
        return tree.find(path).filter(TreeEntry::isDirectory).isPresent();
    }

    /** The tree without its patches. */
    public SourceTree unpatched() throws IOException {
        TreeOverlay unpatched = new TreeOverlay(tree);
        for (int i = applied.size() - 1; i >= 0; i--) {
            backups(applied.get(i)).forEach((path, old) -> {
                if (old.isPresent()) {
                    unpatched.put(path, old.get());
                } else {
                    unpatched.remove(path);
                }
            });
        }
        unpatched.remove(BOOKS);
        return unpatched;
    }
}
