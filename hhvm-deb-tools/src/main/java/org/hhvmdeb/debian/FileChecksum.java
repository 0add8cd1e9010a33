package org.hhvmdeb.debian;

import java.util.regex.Pattern;
import org.hhvmdeb.io.Sha256;

/**
 * A file as a .dsc, .changes or .buildinfo lists it.
 *
 * @param name without a directory, never starting with a dot or a dash
 * @param size in bytes
 * @param sha256 its digest
 */
public record FileChecksum(String name, long size, Sha256 sha256) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_+][A-Za-z0-9_+.~:%@=,-]*");

    public FileChecksum {
        if (!isName(name)) {
            throw new IllegalArgumentException("not a plain file name: " + Printable.of(name));
        }
        if (size < 0) {
            throw new IllegalArgumentException("size " + size + " of " + name);
        }
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
