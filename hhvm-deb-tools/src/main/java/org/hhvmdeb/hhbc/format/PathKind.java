package org.hhvmdeb.hhbc.format;

/** What a name in a repository's table of paths stands for. Only a file can be looked for on the disk. */
public enum PathKind {
    /** A file of the site. */
    FILE,
    /** A part of HHVM itself: {@code systemlib.php} and its like, since 3.26 behind {@code /:}. */
    SYSTEMLIB,
    /** Code that a script put together: {@code eval()} and {@code create_function()}. */
    EVALUATED;

    private static final String BUILT_IN = "/:";

    /** Tells the kind from the name alone; what a release might have made up itself is not taken for a file. */
    public static PathKind of(String path) {
        if (path.contains("eval()'d code") || path.contains("runtime-created function")) {
            return EVALUATED;
        }
        String last = path.substring(path.lastIndexOf('/') + 1);
        String plain = last.startsWith(":") ? last.substring(1) : last;
        return path.startsWith(BUILT_IN) || plain.startsWith("systemlib.") ? SYSTEMLIB : FILE;
    }

    /** Whether no file of this name can be expected on the disk. */
    public boolean virtual() {
        return this != FILE;
    }
}
