package org.hhvmdeb.hhbc.content;

import java.nio.charset.StandardCharsets;

/**
 * A row of the table of paths.
 *
 * @param path its bytes, one to a char, as names of files need not be text
 * @param hash of the content, in hexadecimal digits
 */
public record FilePath(String path, String hash) implements Comparable<FilePath> {

    static FilePath of(byte[] path, String hash) {
        return new FilePath(new String(path, StandardCharsets.ISO_8859_1), hash);
    }

    /** For a person: what is not UTF-8 comes out as replacement characters. */
    public String printable() {
        return new String(path.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    @Override
    public int compareTo(FilePath other) {
        int byPath = path.compareTo(other.path);
        return byPath == 0 ? hash.compareTo(other.hash) : byPath;
    }
}
