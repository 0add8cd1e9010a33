package org.hhvmdeb.patch;

/** Paths in a {@link SourceTree}, taken apart and put together. */
final class TreePath {

    private TreePath() {}

    static String join(String directory, String name) {
        return directory.isEmpty() ? name : directory + "/" + name;
    }

    static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    static boolean isBelow(String path, String directory) {
        return path.startsWith(directory + "/");
    }
}
