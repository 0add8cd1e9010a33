package org.hhvmdeb.hhbc.diff;

/**
 * A file whose unit is not the same in two repositories.
 *
 * @param path as the repositories name it; bytes that are no text come out as replacement characters
 * @param change what became of it
 * @param before the bytes of its unit in all tables, 0 where there is none
 * @param after the same in the newer repository
 */
public record FileDifference(String path, Change change, long before, long after) {

    /** What became of a file. */
    public enum Change {
        ADDED,
        REMOVED,
        /** Another content, another bytecode for the same content, or other versions beside it. */
        CHANGED
    }

    /** The part of the path before the last slash; a dot where there is none. */
    public String directory() {
        int end = path.lastIndexOf('/');
        return end < 0 ? "." : path.substring(0, Math.max(end, 1));
    }
}
