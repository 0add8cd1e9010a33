package org.hhvmdeb.io.compression;

import java.util.List;
import org.hhvmdeb.notice.InputException;

/** How our tarballs are compressed: by the real programs, with settings under which the same input gives the same bytes. */
public enum Compression {
    /** {@code xz -6}: from two threads on it writes the same blocks whatever the number; each takes some 100 MB of memory. */
    XZ("xz", "xz -6 --check=crc64 --threads=" + threads()),
    /**
     * {@code gzip -n -9}: without name and time. GNU gzip and not Java's Deflater, as that is whatever zlib the Java runtime
     * was built with, and zlib's successors write other bytes.
     */
    GZ("gz", "gzip -n -9");

    private final String extension;
    private final String command;

    Compression(String extension, String command) {
        this.extension = extension;
        this.command = command;
    }

    private static int threads() {
        int most = 8;
        return Math.min(most, Math.max(2, Runtime.getRuntime().availableProcessors()));
    }

    /**
     * The compression of a name: that of its file name extension.
     *
     * @throws InputException for any other
     */
    public static Compression named(String name) throws InputException {
        for (Compression compression : values()) {
            if (compression.extension.equals(name)) {
                return compression;
            }
        }
        throw new InputException("the compression \"" + name + "\" is unknown; xz and gz are known");
    }

    /** The end of a compressed file's name, without the dot. */
    public String extension() {
        return extension;
    }

    /** The program and its settings. */
    List<String> words() {
        return List.of(command.split(" "));
    }
}
