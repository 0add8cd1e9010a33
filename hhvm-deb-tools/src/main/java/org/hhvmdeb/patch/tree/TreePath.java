package org.hhvmdeb.patch.tree;

/** Paths in a {@link SourceTree}, taken apart and put together. */
public final class TreePath {

    private TreePath() {}

    public static String join(String directory, String name) {
        return directory.isEmpty() ? name : directory + "/" + name;
    }

    public static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    public static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    public static boolean isBelow(String path, String directory) {
        return path.startsWith(directory + "/");
    }
}
