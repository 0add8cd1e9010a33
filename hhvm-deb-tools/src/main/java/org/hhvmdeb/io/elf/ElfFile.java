package org.hhvmdeb.io.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.InputException;

/**
 * The sections of an ELF file, read without running it: programs, objects and libraries of either word size and byte
 * order, so also those of another machine. The layout is that of the System V ABI, chapters 4 "ELF Header" and
 * "Sections". Files are taken for hostile: whatever the headers claim, no more than {@value #MAX_BYTES} bytes are read
 * at once.
 */
public final class ElfFile {

    private static final int MAX_BYTES = 16 << 20;
    /** In bytes; of a longer one this is the beginning. */
    private static final int LONGEST_NAME = 1 << 10;

    private final Path file;
    private final List<ElfSection> sections;

    private ElfFile(Path file, List<ElfSection> sections) {
        this.file = file;
        this.sections = sections;
    }

    /**
     * Reads the section table. Nothing stays open.
     *
     * @throws InputException when this is no ELF file or a damaged one
     */
    public static ElfFile open(Path file) throws InputException, IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            return new ElfFile(file, sections(file, channel));
        }
    }

    /**
     * The content of a section.
     *
     * @return empty when there is no such section
     * @throws InputException when there are several, or its content is compressed, too big or not within the file
     */
    public Optional<byte[]> section(String name) throws InputException, IOException {
        List<ElfSection> found =
                sections.stream().filter(s -> s.name().equals(name)).toList();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (found.size() > 1) {
            throw wrong(file, "it has " + found.size() + " sections named " + name);
        }
        ElfSection section = found.get(0);
        if (section.compressed()) {
            throw wrong(file, "its section " + name + " is compressed, which is not supported");
        }
        if (section.withoutContent()) {
            return Optional.of(new byte[0]);
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            return Optional.of(read(file, channel, section.offset(), section.size(), "the section " + name)
                    .array());
        }
    }

    private static List<ElfSection> sections(Path file, SeekableByteChannel channel)
            throws InputException, IOException {
        ElfLayout layout = layout(file, channel);
        ByteBuffer header =
                read(file, channel, 0, layout.headerSize(), "the ELF header").order(layout.order());
        long tableOffset = layout.tableOffset(header);
        if (tableOffset == 0) {
            return List.of();
        }
        int entrySize = layout.entrySize(header);
        if (entrySize < layout.smallestEntry()) {
            throw wrong(file, "its section headers claim to be " + entrySize + " bytes long");
        }
        ElfSection first = layout.section(
                read(file, channel, tableOffset, entrySize, "the section table").order(layout.order()), 0);
        // With too many sections for 16 bits, the first section header holds the numbers (gABI, "Sections").
        long count = layout.count(header) == 0 ? first.size() : layout.count(header);
        int namesIndex =
                layout.namesIndex(header) == ElfLayout.EXTENDED_INDEX ? first.link() : layout.namesIndex(header);
        if (count < 0 || count > MAX_BYTES / entrySize) {
            throw wrong(file, "it claims to have " + count + " sections");
        }
        ByteBuffer table = read(file, channel, tableOffset, count * entrySize, "the section table")
                .order(layout.order());
        List<ElfSection> nameless = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            nameless.add(layout.section(table, n * entrySize));
        }
        return named(file, channel, nameless, namesIndex);
    }

    private static ElfLayout layout(Path file, SeekableByteChannel channel) throws InputException, IOException {
        if (channel.size() < ElfLayout.IDENTIFICATION) {
            throw wrong(file, "it is not an ELF file");
        }
        ByteBuffer identification = read(file, channel, 0, ElfLayout.IDENTIFICATION, "the identification");
        if (identification.getInt(0) != ElfLayout.MAGIC) {
            throw wrong(file, "it is not an ELF file");
        }
        int wordClass = identification.get(4);
        int data = identification.get(5);
        if (wordClass < 1 || wordClass > 2 || data < 1 || data > 2) {
            throw wrong(file, "its ELF class " + wordClass + " or byte order " + data + " is unknown");
        }
        return new ElfLayout(wordClass == 2, data == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }

    private static List<ElfSection> named(
            Path file, SeekableByteChannel channel, List<ElfSection> nameless, int namesIndex)
            throws InputException, IOException {
        if (namesIndex == 0) {
            return List.of();
        }
        if (namesIndex < 0 || namesIndex >= nameless.size()) {
            throw wrong(
                    file,
                    "the names of its sections are said to be in section " + namesIndex + " of " + nameless.size());
        }
        ElfSection names = nameless.get(namesIndex);
        byte[] text = read(file, channel, names.offset(), names.size(), "the names of its sections")
                .array();
        List<ElfSection> named = new ArrayList<>();
        for (ElfSection section : nameless) {
            int from = section.nameOffset();
            if (from < 0 || from >= text.length) {
                throw wrong(file, "the name of a section lies outside the section of names");
            }
            int to = from;
            // Every section can claim to have all of them for its name.
            while (to < text.length && text[to] != 0 && to - from < LONGEST_NAME) {
                to++;
            }
            named.add(section.named(new String(text, from, to - from, StandardCharsets.ISO_8859_1)));
        }
        return named;
    }

    private static ByteBuffer read(Path file, SeekableByteChannel channel, long offset, long size, String what)
            throws InputException, IOException {
        if (offset < 0 || size < 0 || offset > channel.size() || size > channel.size() - offset) {
            throw wrong(file, what + " would lie outside the file; it is cut off or damaged");
        }
        if (size > MAX_BYTES) {
            throw wrong(
                    file,
                    what + " is " + HumanUnits.bytes(size) + " long, more than the " + HumanUnits.bytes(MAX_BYTES)
                            + " that are allowed");
        }
        ByteBuffer content = ByteBuffer.allocate((int) size);
        channel.position(offset);
        while (content.hasRemaining()) {
            if (channel.read(content) < 0) {
                throw wrong(file, "it became shorter while it was read");
            }
        }
        return content.flip();
    }

    private static InputException wrong(Path file, String why) {
        return new InputException(file + " cannot be read as an ELF file: " + why);
    }
}
