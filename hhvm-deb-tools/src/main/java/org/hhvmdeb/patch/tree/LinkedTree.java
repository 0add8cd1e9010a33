package org.hhvmdeb.patch.tree;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.io.PathLength;

/**
 * A tree as a program that stands at its root sees it: symbolic links to directories are followed, but never out of the
 * tree; the last name of a path is not followed.
 *
 * <p>A directory that was met once is known, so that a deep path is not looked up again from the root for each of the
 * directories above it. While this is in use, nobody else takes a directory out of the tree.
 */
public final class LinkedTree {

    private static final int MOST_LINKS = 40;

    private final TreeOverlay tree;
    private final Directory root = new Directory();

    /** What is known of a directory: the directories in it that were met. */
    private static final class Directory {

        private final Map<String, Directory> inside = new HashMap<>();
    }

    /** A way from the root, name by name, without links in it. */
    private static final class Way {

        /** Where each name begins in the path, the slash before it included. */
        private final Deque<Integer> begins = new ArrayDeque<>();
        /** The directories behind the first names; there are no others, as there is nothing in what is not there. */
        private final Deque<Directory> met = new ArrayDeque<>();

        private final StringBuilder path = new StringBuilder();

        void add(String name) {
            begins.addLast(path.length());
            path.append(path.isEmpty() ? "" : "/").append(name);
        }

        void removeLast() {
            path.setLength(begins.removeLast());
            while (met.size() > begins.size()) {
                met.removeLast();
            }
        }

        /** Whether the directory that holds the last name is there. */
        boolean goesOn() {
            return met.size() == begins.size() - 1;
        }
    }

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
     * @throws BlockedException where a file stands in the way, a link leads out of the tree or in a circle, or no file
     *     can have the name
     */
    public String resolve(String name) throws IOException, BlockedException {
        Optional<String> excess = PathLength.excess(ByteText.encode(name));
        if (excess.isPresent()) {
            throw new BlockedException(excess.get());
        }
        Deque<String> left = names(name);
        Way way = new Way();
        for (int links = 0; !left.isEmpty(); ) {
            String next = left.removeFirst();
            if (next.equals("..")) {
                if (way.path.isEmpty()) {
                    throw new BlockedException("leads out of the source tree");
                }
                way.removeLast();
            } else if (!next.isEmpty() && !next.equals(".")) {
                way.add(next);
                if (!left.isEmpty() && way.goesOn() && !enter(way, next, left) && ++links > MOST_LINKS) {
                    throw new BlockedException("goes through a circle of symbolic links");
                }
            }
        }
        return way.path.toString();
    }

    /**
     * Goes into what is at the end of the way, if something is there.
     *
     * @return whether it was no symbolic link; such a one is replaced by its target among the names that are left
     */
    private boolean enter(Way way, String name, Deque<String> left) throws IOException, BlockedException {
        Directory directory = way.met.isEmpty() ? root : way.met.getLast();
        Directory known = directory.inside.get(name);
        if (known == null) {
            String path = way.path.toString();
            Optional<TreeEntry> entry = tree.find(path);
            if (entry.isEmpty()) {
                return true;
            }
            if (entry.get().isLink()) {
                way.removeLast();
                follow(entry.get(), path, left);
                return false;
            }
            if (!entry.get().isDirectory()) {
                throw new BlockedException(path + " is not a directory");
            }
            known = new Directory();
            directory.inside.put(name, known);
        }
        way.met.addLast(known);
        return true;
    }

    private static void follow(TreeEntry link, String path, Deque<String> left) throws IOException, BlockedException {
        String target = link.size() > PathLength.LONGEST ? "" : ByteText.decode(link.content());
        if (target.isEmpty()) {
            throw new BlockedException("goes through the symbolic link " + path + ", whose target no file can have");
        }
        if (target.startsWith("/")) {
            throw new BlockedException("goes through the symbolic link " + path + ", which leads out of the tree");
        }
        String[] names = target.split("/", -1);
        for (int i = names.length - 1; i >= 0; i--) {
            left.addFirst(names[i]);
        }
    }

    private static Deque<String> names(String name) {
        return new ArrayDeque<>(Arrays.asList(name.split("/", -1)));
    }

    private void forget(String path) {
        Directory directory = root;
        for (String name : names(TreePath.parent(path))) {
            directory = directory == null ? null : name.isEmpty() ? directory : directory.inside.get(name);
        }
        if (directory != null) {
            directory.inside.remove(TreePath.name(path));
        }
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
                forget(path);
            } catch (BlockedException e) {
                return;
            }
        }
    }
}
