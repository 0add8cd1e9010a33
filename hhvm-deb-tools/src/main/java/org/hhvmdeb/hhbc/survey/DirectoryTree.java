package org.hhvmdeb.hhbc.survey;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds up sizes by directory. Beyond a million names, the rest counts for the directory it would be in. */
final class DirectoryTree {

    private static final int MOST_NODES = 1_000_000;
    /** Deeper names than PATH_MAX allows are made up. */
    private static final int DEEPEST = 256;

    private final Node root = new Node("");
    private int nodes;

    private static final class Node {

        private final String name;
        private long bytes;
        private long files;
        private Map<String, Node> children = Map.of();

        Node(String name) {
            this.name = name;
        }
    }

    void add(String path, long bytes) {
        Node node = root;
        count(node, bytes);
        int from = 0;
        for (int depth = 0; depth < DEEPEST && from <= path.length() && nodes < MOST_NODES; depth++) {
            int slash = path.indexOf('/', from);
            int end = slash < 0 || depth == DEEPEST - 1 ? path.length() : slash;
            if (node.children.isEmpty()) {
                node.children = new HashMap<>(4);
            }
            Node child = node.children.get(path.substring(from, end));
            if (child == null) {
                child = new Node(path.substring(from, end));
                node.children.put(child.name, child);
                nodes++;
            }
            node = child;
            count(node, bytes);
            from = end + 1;
        }
    }

    private static void count(Node node, long bytes) {
        node.bytes += bytes;
        node.files++;
    }

    /** The largest directories, largest first; one that has nothing but another one is left out. */
    List<DirectorySize> largest(int most) {
        TopN<DirectorySize> top = new TopN<>(
                most,
                Comparator.comparingLong(DirectorySize::bytes)
                        .thenComparing(DirectorySize::path, Comparator.reverseOrder()));
        collect(root, "", true, top);
        return top.largestFirst();
    }

    private static void collect(Node node, String path, boolean root, TopN<DirectorySize> top) {
        Collection<Node> children = node.children.values();
        boolean passage =
                children.size() == 1 && !children.iterator().next().children.isEmpty();
        if (!passage && !children.isEmpty()) {
            top.add(new DirectorySize(path, node.files, node.bytes));
        }
        for (Node child : children) {
            if (!child.children.isEmpty()) {
                collect(child, root ? child.name : path + "/" + child.name, false, top);
            }
        }
    }

    /** The tree, with what is smaller than the given share of it put together. */
    SizeTree prune(long least) {
        return prune(root, least);
    }

    private static SizeTree prune(Node node, long least) {
        List<SizeTree> children = new ArrayList<>();
        long restBytes = 0;
        long restFiles = 0;
        for (Node child : node.children.values()) {
            if (child.bytes >= least) {
                children.add(prune(child, least));
            } else {
                restBytes += child.bytes;
                restFiles += child.files;
            }
        }
        if (restFiles > 0 && !children.isEmpty()) {
            children.add(new SizeTree("", restBytes, restFiles, List.of()));
        }
        children.sort(Comparator.comparingLong(SizeTree::bytes).reversed().thenComparing(SizeTree::name));
        return new SizeTree(node.name, node.bytes, node.files, children);
    }
}
