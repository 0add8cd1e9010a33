package org.hhvmdeb.deb;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;

/** Joins the members of a package, each with the given time, owner 0 and mode 100644, as dpkg-deb does. */
final class ArWriter {

    private static final byte[] FORMAT = "2.0\n".getBytes(US_ASCII);
    private static final int REGULAR_FILE = 0100644;

    private ArWriter() {}

    /** @param members in their order after {@code debian-binary}; they keep their names */
    static void write(Path deb, Instant timestamp, Path... members) throws IOException {
        try (OutputStream out = Files.newOutputStream(deb);
                ArArchiveOutputStream ar = new ArArchiveOutputStream(out)) {
            ar.putArchiveEntry(entry("debian-binary", FORMAT.length, timestamp));
            ar.write(FORMAT);
            ar.closeArchiveEntry();
            for (Path member : members) {
                ar.putArchiveEntry(entry(String.valueOf(member.getFileName()), Files.size(member), timestamp));
                Files.copy(member, ar);
                ar.closeArchiveEntry();
            }
        }
    }

    private static ArArchiveEntry entry(String name, long size, Instant timestamp) {
        return new ArArchiveEntry(name, size, 0, 0, REGULAR_FILE, timestamp.getEpochSecond());
    }
}
