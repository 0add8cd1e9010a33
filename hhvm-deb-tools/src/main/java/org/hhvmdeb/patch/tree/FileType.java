package org.hhvmdeb.patch.tree;

/** The bits of a Unix mode that say what kind of thing a file is. */
public final class FileType {

    /** All bits that tell the type. */
    public static final int TYPE_BITS = 0170000;

    public static final int REGULAR = 0100000;

    public static final int LINK = 0120000;

    public static final int DIRECTORY = 0040000;

    private FileType() {}
}
