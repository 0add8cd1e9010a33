package org.hhvmdeb.patch.forecast;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.hhvmdeb.patch.tree.SourceTree;
import org.hhvmdeb.patch.tree.TreeEntry;

/**
 * Notes every answer a tree gives. Whoever asks another tree the same questions and gets the same answers need not do the
 * work again: its result will be the same.
 */
final class TracedTree implements SourceTree {

    private final SourceTree tree;
    private final Map<String, Optional<TreeEntry>> found = new LinkedHashMap<>();
    private final Map<String, SortedSet<String>> listed = new LinkedHashMap<>();

    TracedTree(SourceTree tree) {
        this.tree = tree;
    }

    @Override
    public Optional<TreeEntry> find(String path) throws IOException {
        Optional<TreeEntry> entry = tree.find(path);
        found.put(path, entry);
        return entry;
    }

    @Override
    public SortedSet<String> list(String directory) throws IOException {
        SortedSet<String> names = tree.list(directory);
        listed.put(directory, names);
        return names;
    }

    /** Whether another tree would have given the same answers. */
    boolean agreesWith(SourceTree other) throws IOException {
        for (Map.Entry<String, Optional<TreeEntry>> answer : found.entrySet()) {
            if (!answer.getValue().equals(other.find(answer.getKey()))) {
                return false;
            }
        }
        for (Map.Entry<String, SortedSet<String>> answer : listed.entrySet()) {
            if (!answer.getValue().equals(other.list(answer.getKey()))) {
                return false;
            }
        }
        return true;
    }
}
