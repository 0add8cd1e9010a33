package org.hhvmdeb.upstream.verify;

/**
 * One path in which two source trees differ.
 *
 * @param path below the tarball's top directory
 * @param kind in what they differ
 * @param detail what each of the two has, for a person
 */
public record TarballDifference(String path, Kind kind, String detail) {

    /** In what two trees can differ at a path; times and owners are counted elsewhere. */
    public enum Kind {
        /** The tarball that is verified lacks it. */
        MISSING,
        /** Only the tarball that is verified has it. */
        EXTRA,
        TYPE,
        CONTENT,
        LINK,
        MODE
    }
}
