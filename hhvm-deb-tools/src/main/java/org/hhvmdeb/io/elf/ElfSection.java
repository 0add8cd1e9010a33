package org.hhvmdeb.io.elf;

/** A section header: the fields of {@code ElfN_Shdr} that matter here. */
record ElfSection(String name, int nameOffset, int type, long flags, long offset, long size, int link) {

    private static final int SHT_NULL = 0;
    private static final int SHT_NOBITS = 8;
    private static final long SHF_COMPRESSED = 0x800;

    ElfSection named(String newName) {
        return new ElfSection(newName, nameOffset, type, flags, offset, size, link);
    }

    boolean withoutContent() {
        return type == SHT_NULL || type == SHT_NOBITS;
    }

    boolean compressed() {
        return (flags & SHF_COMPRESSED) != 0;
    }
}
