package org.hhvmdeb.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** What is behind a name, in words for messages. */
public enum FileKind {
    FILE("a file"),
    DIRECTORY("a directory"),
    FIFO("a FIFO"),
    SOCKET("a socket"),
    DEVICE("a device"),
    LINK("a symbolic link"),
    DANGLING_LINK("a symbolic link that leads nowhere"),
    NOTHING("not there");

    /** stat(2): the bits that say what it is, and what they say. */
    private static final int KIND = 0170000;

    private final String words;

    FileKind(String words) {
        this.words = words;
    }

    /** The thing itself: a link is one. */
    public static FileKind of(Path path) {
        if (Files.isSymbolicLink(path)) {
            return Files.exists(path) ? LINK : DANGLING_LINK;
        }
        return behind(path);
    }

    /** What is behind the links. */
    public static FileKind behind(Path path) {
        if (!Files.exists(path)) {
            return Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? DANGLING_LINK : NOTHING;
        }
        try {
            return switch ((Integer) Files.getAttribute(path, "unix:mode") & KIND) {
                case 0100000 -> FILE;
                case 0040000 -> DIRECTORY;
                case 0010000 -> FIFO;
                case 0140000 -> SOCKET;
                default -> DEVICE;
            };
        } catch (IOException e) {
            // It has gone in the meantime.
            return NOTHING;
        }
    }

    /** Whether reading it may never end, or is not possible at all. */
    public boolean isSpecial() {
        return this == FIFO || this == SOCKET || this == DEVICE;
    }

    @Override
    public String toString() {
        return words;
    }
}
