package org.hhvmdeb.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.hhvmdeb.patch.tree.SourceTree;
import org.hhvmdeb.patch.tree.TreeEntry;
import org.hhvmdeb.patch.tree.TreePath;

/** A whole tree as text: a path, a type, a mode and the content for each thing in it. */
public final class TreeSnapshot {

    private TreeSnapshot() {}

    /** Everything but {@code .pc}, where dpkg-source keeps its books. */
    public static Map<String, String> of(SourceTree tree) throws IOException {
        Map<String, String> snapshot = whole(tree);
        snapshot.keySet().removeIf(p -> p.equals(".pc") || p.startsWith(".pc/"));
        return snapshot;
    }

    /** Everything. */
    public static Map<String, String> whole(SourceTree tree) throws IOException {
        Map<String, String> snapshot = new TreeMap<>();
        add(tree, "", snapshot);
        return snapshot;
    }

    private static void add(SourceTree tree, String directory, Map<String, String> snapshot) throws IOException {
        for (String name : tree.list(directory)) {
            String path = TreePath.join(directory, name);
            TreeEntry entry = tree.find(path).orElseThrow();
            String content = new String(entry.content(), StandardCharsets.ISO_8859_1);
            snapshot.put(path, entry.type() + " " + Integer.toOctalString(entry.mode()) + " " + content);
            if (entry.isDirectory()) {
                add(tree, path, snapshot);
            }
        }
    }
}
