package org.hhvmdeb.patch.tree;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/**
 * A tree as a program that stands at its root sees it: symbolic links to directories are followed, but never out of the
 * tree; the last name of a path is not followed.
 */
public final class LinkedTree {

    private static final int MOST_LINKS = 40;

    private final TreeOverlay tree;

    public LinkedTree(TreeOverlay tree) {
        this.tree = tree;
    }

    public TreeOverlay tree() {
        return tree;
    }

    /** A path that leads nowhere it may lead. */
    public static final class BlockedException extends Exception {
        private static final long serialVersionUID = 1L;

        public BlockedException(String message) {
            super(message);
        }
    }

    /** What is there; empty also where the way is blocked. */
    public Optional<TreeEntry> find(String name) throws IOException {
        try {
            return tree.find(resolve(name));
        } catch (BlockedException e) {
            return Optional.empty();
        }
    }

    public boolean isDirectory(String name) throws IOException {
        // The slash makes a link to a directory one of the links that are followed.
        return find(name + "/.").map(TreeEntry::isDirectory).orElse(false);
    }

    /**
     * The path behind a name, whether something is there or not.
     *
     * @throws BlockedException where a file stands in the way or a link leads out of the tree or in a circle
     */
    public String resolve(String name) throws IOException, BlockedException {
        Deque<String> left = new ArrayDeque<>(Arrays.asList(name.split("/", -1)));
        String path = "";
        for (int links = 0; !left.isEmpty(); ) {
            String next = left.removeFirst();
            if (next.equals("..")) {
                if (path.isEmpty()) {
                    throw new BlockedException("leads out of the source tree");
                }
                path = TreePath.parent(path);
            } else if (!next.isEmpty() && !next.equals(".")) {
                path = TreePath.join(path, next);
            }
            Optional<TreeEntry> entry = left.isEmpty() || path.isEmpty() ? Optional.empty() : tree.find(path);
            if (entry.isPresent() && entry.get().isLink()) {
                if (++links > MOST_LINKS) {
                    throw new BlockedException("goes through a circle of symbolic links");
                }
                path = follow(entry.get(), path, left);
            } else if (entry.isPresent() && !entry.get().isDirectory()) {
                throw new BlockedException(path + " is not a directory");
            }
        }
        return path;
    }

    private static String follow(TreeEntry link, String path, Deque<String> left) throws IOException, BlockedException {
        String target = ByteText.decode(link.content());
        if (target.startsWith("/")) {
            throw new BlockedException("goes through the symbolic link " + path + ", which leads out of the tree");
        }
        String[] names = target.split("/", -1);
        for (int i = names.length - 1; i >= 0; i--) {
            left.addFirst(names[i]);
        }
        return TreePath.parent(path);
    }

    /** Creates the missing directories above a name. */
    public void makeParents(String name, int mode) throws IOException, BlockedException {
        String parent = TreePath.parent(resolve(name));
        Deque<String> missing = new ArrayDeque<>();
        while (!parent.isEmpty() && tree.find(parent).isEmpty()) {
            missing.addFirst(parent);
            parent = TreePath.parent(parent);
        }
        if (!parent.isEmpty() && !tree.find(parent).orElseThrow().isDirectory()) {
            throw new BlockedException(parent + " is not a directory");
        }
        missing.forEach(d -> tree.put(d, TreeEntry.directory(mode)));
    }

    /** Removes the directories above a name that are empty. */
    public void removeEmptyParents(String name) throws IOException {
        for (int slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
            String directory = name.substring(0, slash);
            String last = TreePath.name(directory);
            if (last.isEmpty() || last.equals(".") || last.equals("..")) {
                continue;
            }
            Optional<TreeEntry> entry = find(directory);
            if (entry.isEmpty() || !entry.get().isDirectory()) {
                continue;
            }
            try {
                String path = resolve(directory);
                if (!tree.list(path).isEmpty()) {
                    return;
                }
                tree.remove(path);
            } catch (BlockedException e) {
                return;
            }
        }
    }
}
