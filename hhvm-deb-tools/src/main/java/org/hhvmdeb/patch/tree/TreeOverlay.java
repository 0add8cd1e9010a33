package org.hhvmdeb.patch.tree;

import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Changes to a tree, kept in memory. The tree below is never changed, and each thing in it is looked up once. */
public final class TreeOverlay implements SourceTree {

    private final SourceTree below;
    private final Map<String, Optional<TreeEntry>> seen = new HashMap<>();
    private final Map<String, Optional<TreeEntry>> changes = new HashMap<>();
    /** Directories in which there is nothing below, as they are not there below. */
    private final Set<String> fresh = new HashSet<>();

    private final Map<String, TreeSet<String>> added = new HashMap<>();

    public TreeOverlay(SourceTree below) {
        this.below = below;
    }

    @Override
    public Optional<TreeEntry> find(String path) throws IOException {
        Optional<TreeEntry> changed = changes.get(path);
        if (changed != null) {
            return changed;
        }
        return before(path);
    }

    /** What is at a path in the tree below. */
    public Optional<TreeEntry> before(String path) throws IOException {
        Optional<TreeEntry> known = seen.get(path);
        if (known == null) {
            known = fresh.contains(TreePath.parent(path)) ? Optional.empty() : below.find(path);
            seen.put(path, known);
        }
        return known;
    }

    @Override
    public SortedSet<String> list(String directory) throws IOException {
        TreeSet<String> names = new TreeSet<>(added.getOrDefault(directory, new TreeSet<>()));
        names.addAll(below.list(directory));
        names.removeIf(n -> removed(TreePath.join(directory, n)));
        return names;
    }

    private boolean removed(String path) {
        Optional<TreeEntry> change = changes.get(path);
        return change != null && change.isEmpty();
    }

    /** Puts something at a path, in the place of what was there. */
    public void put(String path, TreeEntry entry) {
        if (entry.isDirectory() && Optional.empty().equals(seen.get(path))) {
            fresh.add(path);
        }
        changes.put(path, Optional.of(entry));
        added.computeIfAbsent(TreePath.parent(path), p -> new TreeSet<>()).add(TreePath.name(path));
    }

    public void remove(String path) {
        changes.put(path, Optional.empty());
    }

    /** What changed: an entry for each path, empty where something was removed. */
    public Map<String, Optional<TreeEntry>> changes() {
        return Collections.unmodifiableMap(changes);
    }

    /** Takes over the changes of an overlay of this one. */
    public void absorb(TreeOverlay upper) {
        upper.changes.forEach((path, entry) -> {
            if (entry.isPresent()) {
                put(path, entry.get());
            } else {
                remove(path);
            }
        });
    }
}
