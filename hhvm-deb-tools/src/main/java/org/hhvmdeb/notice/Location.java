package org.hhvmdeb.notice;

/**
 * A place in a file, printed {@code file:line} as compilers print it so that editors and CI systems can jump to it.
 *
 * @param file the file's name as the user knows it; relative where the user gave a relative name
 * @param line counted from 1; 0 where the whole file is meant
 */
public record Location(String file, int line) {

    public Location {
        if (line < 0) {
            throw new IllegalArgumentException("line " + line + " of " + file);
        }
    }

    public static Location of(String file) {
        return new Location(file, 0);
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line;
    }
}
