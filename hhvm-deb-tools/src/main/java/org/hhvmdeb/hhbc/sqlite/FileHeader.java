package org.hhvmdeb.hhbc.sqlite;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.hhvmdeb.notice.InputException;

/**
 * The first hundred bytes of a SQLite file.
 *
 * @param pageSize in bytes, a power of two from 512 to 65536
 * @param usable bytes of a page that SQLite uses; the rest is reserved for extensions
 * @param pages how many the header claims; 0 where that is not to be relied on
 * @param freelistHead the first trunk page of the freelist; 0 when there is none
 * @param freelistPages how many pages the freelist is said to have
 * @param autoVacuum whether pages have a pointer map
 * @param encoding 1 for UTF-8, 2 and 3 for UTF-16, little and big end first; 0 in a file without tables
 */
record FileHeader(
        int pageSize,
        int usable,
        long pages,
        long freelistHead,
        long freelistPages,
        boolean autoVacuum,
        long encoding) {

    /** In bytes. */
    static final int LENGTH = 100;

    private static final int LEAST_USABLE = 480;

    /**
     * Reads it.
     *
     * @param bytes at least the first hundred of the file
     * @throws InputException with what makes SQLite refuse the file
     */
    static FileHeader parse(byte[] bytes) throws InputException {
        int size = BigEndian.u16(bytes, 16) == 1 ? 65536 : BigEndian.u16(bytes, 16);
        require(size >= 512 && Integer.bitCount(size) == 1, "a page size of " + size);
        int usable = size - (bytes[20] & 0xff);
        require(usable >= LEAST_USABLE, "only " + usable + " usable bytes a page");
        require(
                bytes[21] == 64 && bytes[22] == 32 && bytes[23] == 32,
                "payload fractions that no version of SQLite writes");
        require(bytes[19] == 1 || bytes[19] == 2, "format version " + (bytes[19] & 0xff));
        require(BigEndian.u32(bytes, 44) <= 4, "schema format " + BigEndian.u32(bytes, 44));
        long encoding = BigEndian.u32(bytes, 56);
        require(encoding <= 3, "text encoding " + encoding);
        long counter = BigEndian.u32(bytes, 24);
        return new FileHeader(
                size,
                usable,
                counter == BigEndian.u32(bytes, 92) ? BigEndian.u32(bytes, 28) : 0,
                BigEndian.u32(bytes, 32),
                BigEndian.u32(bytes, 36),
                BigEndian.u32(bytes, 52) != 0,
                encoding);
    }

    private static void require(boolean condition, String otherwise) throws InputException {
        if (!condition) {
            throw new InputException("its header has " + otherwise);
        }
    }

    /** How text is encoded. */
    Charset charset() {
        return encoding == 2
                ? StandardCharsets.UTF_16LE
                : encoding == 3 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
    }
}
