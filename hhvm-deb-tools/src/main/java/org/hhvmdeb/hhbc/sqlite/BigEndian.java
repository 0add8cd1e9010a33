package org.hhvmdeb.hhbc.sqlite;

/** Numbers as they stand in a SQLite file: most significant byte first, or in a varint of one to nine bytes. */
final class BigEndian {

    /** The longest varint. */
    static final int VARINT = 9;

    private BigEndian() {}

    static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    }

    static long u32(byte[] bytes, int at) {
        return (long) u16(bytes, at) << 16 | u16(bytes, at + 2);
    }

    /** A two's complement number of so many bytes, eight at most. */
    static long signed(byte[] bytes, int at, int length) {
        if (length == 1) {
            return bytes[at];
        }
        if (length == 2) {
            return (short) u16(bytes, at);
        }
        long value = length == 0 ? 0 : bytes[at];
        for (int i = 1; i < length; i++) {
            value = value << 8 | (bytes[at + i] & 0xff);
        }
        return value;
    }

    /** Seven bits a byte while the high bit is set; the ninth byte gives all its eight. */
    static long varint(byte[] bytes, int at) {
        return bytes[at] >= 0 ? bytes[at] : longVarint(bytes, at);
    }

    private static long longVarint(byte[] bytes, int at) {
        long value = 0;
        for (int i = 0; i < VARINT - 1; i++) {
            byte next = bytes[at + i];
            value = value << 7 | (next & 0x7f);
            if (next >= 0) {
                return value;
            }
        }
        return value << 8 | (bytes[at + VARINT - 1] & 0xff);
    }

    /** How many bytes the varint takes. */
    static int varintLength(byte[] bytes, int at) {
        return bytes[at] >= 0 ? 1 : longVarintLength(bytes, at);
    }

    private static int longVarintLength(byte[] bytes, int at) {
        int length = 2;
        while (length < VARINT && bytes[at + length - 1] < 0) {
            length++;
        }
        return length;
    }
}
