package org.hhvmdeb.io.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Where the fields are that matter here, in files of either word size (System V ABI, "ELF Header" and "Sections"). */
record ElfLayout(boolean wide, ByteOrder order) {

    /** The length of {@code e_ident}. */
    static final int IDENTIFICATION = 16;

    static final int MAGIC = 0x7f454c46;

    /** {@code SHN_XINDEX}: the index did not fit into 16 bits. */
    static final int EXTENDED_INDEX = 0xffff;

    int headerSize() {
        return wide ? 64 : 52;
    }

    int smallestEntry() {
        return wide ? 64 : 40;
    }

    long tableOffset(ByteBuffer header) {
        return wide ? header.getLong(40) : Integer.toUnsignedLong(header.getInt(32));
    }

    int entrySize(ByteBuffer header) {
        return Short.toUnsignedInt(header.getShort(wide ? 58 : 46));
    }

    int count(ByteBuffer header) {
        return Short.toUnsignedInt(header.getShort(wide ? 60 : 48));
    }

    int namesIndex(ByteBuffer header) {
        return Short.toUnsignedInt(header.getShort(wide ? 62 : 50));
    }

    /** The section header that starts at a position of the table, without its name. */
    ElfSection section(ByteBuffer table, int at) {
        return new ElfSection(
                "",
                table.getInt(at),
                table.getInt(at + 4),
                word(table, at + 8, at + 8),
                word(table, at + 24, at + 16),
                word(table, at + 32, at + 20),
                table.getInt(at + (wide ? 40 : 24)));
    }

    private long word(ByteBuffer table, int whenWide, int whenNarrow) {
        return wide ? table.getLong(whenWide) : Integer.toUnsignedLong(table.getInt(whenNarrow));
    }
}
