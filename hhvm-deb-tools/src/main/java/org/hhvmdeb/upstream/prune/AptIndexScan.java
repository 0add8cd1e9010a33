package org.hhvmdeb.upstream.prune;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.function.BiConsumer;
import org.hhvmdeb.debian.DebianVersion;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.notice.Reason;

/**
 * Goes through a {@code Packages} or {@code Sources} file for the versions of a few packages. It looks at the beginning of
 * each line only and keeps nothing else: such a file has some fifty megabytes, and a hostile one may have lines of
 * gigabytes.
 */
final class AptIndexScan {

    private static final int LONGEST = 512;
    private static final long MOST_BYTES = 4L << 30;
    private static final byte[] PACKAGE = "Package: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VERSION = "Version: ".getBytes(StandardCharsets.US_ASCII);

    private final InputStream in;
    private final String file;
    private final Set<String> wanted;
    private final byte[] line = new byte[LONGEST];
    private int length;
    private int number = 1;
    private int packages;
    private String name = "";

    AptIndexScan(InputStream in, String file, Set<String> wanted) {
        this.in = in;
        this.file = file;
        this.wanted = wanted;
    }

    /**
     * Tells every version of a wanted package.
     *
     * @throws InputException when it is no such file, is damaged, or is larger than any
     */
    void run(BiConsumer<String, DebianVersion> found) throws InputException {
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        for (int n = read(buffer); n >= 0; n = read(buffer)) {
            bytes += n;
            if (bytes > MOST_BYTES) {
                throw new InputException(file + " has more than " + HumanUnits.bytes(MOST_BYTES) + "; refused");
            }
            for (int i = 0; i < n; i++) {
                if (buffer[i] == '\n') {
                    endOfLine(found);
                } else if (length < LONGEST) {
                    line[length++] = buffer[i];
                }
            }
        }
        endOfLine(found);
        if (packages == 0 && bytes > 0) {
            throw new InputException(file + " names no package; it is no Packages or Sources file of apt");
        }
    }

    private int read(byte[] buffer) throws InputException {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw new InputException(file + " cannot be read to its end: " + Reason.plain(e), e);
        }
    }

    private void endOfLine(BiConsumer<String, DebianVersion> found) throws InputException {
        if (length == 0) {
            name = "";
        } else if (startsWith(PACKAGE)) {
            packages++;
            String value = value(PACKAGE);
            name = wanted.contains(value) ? value : "";
        } else if (!name.isEmpty() && startsWith(VERSION)) {
            try {
                found.accept(name, DebianVersion.parse(value(VERSION)));
            } catch (InputException e) {
                throw new InputException(new Location(file, number) + ": " + e.getMessage(), e);
            }
        }
        length = 0;
        number++;
    }

    private boolean startsWith(byte[] field) {
        return length > field.length && Arrays.equals(line, 0, field.length, field, 0, field.length);
    }

    private String value(byte[] field) {
        return new String(line, field.length, length - field.length, StandardCharsets.ISO_8859_1).strip();
    }
}
