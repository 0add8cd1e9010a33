package org.hhvmdeb.hhbc.sqlite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Which of SQLite's locks on a file some program has, read from {@code /proc/locks}: asking for a lock would hold up those who
 * want it. Where the kernel does not tell, there seem to be none.
 *
 * @param reserved somebody prepares to write; the file itself is as it was
 * @param exclusive somebody writes into the file
 */
record SqliteLocks(boolean reserved, boolean exclusive) {

    private static final Path LOCKS = Path.of("/proc/locks");
    private static final long PENDING = 0x40000000L;
    private static final long RESERVED = PENDING + 1;
    private static final long LAST = PENDING + 511;

    static SqliteLocks of(Path file) throws IOException {
        String inode = ":" + Files.getAttribute(file, "unix:ino");
        boolean reserved = false;
        boolean exclusive = false;
        for (String line : lines()) {
            // As in: 1: POSIX  ADVISORY  WRITE 1234 fe:01:5678 1073741825 1073741825
            String[] words = line.strip().split("\\s+", -1);
            if (words.length == 8 && words[3].equals("WRITE") && words[5].endsWith(inode)) {
                long from = number(words[6], Long.MAX_VALUE);
                long to = number(words[7], Long.MAX_VALUE);
                reserved |= from <= RESERVED && to >= RESERVED;
                exclusive |= (from <= PENDING && to >= PENDING) || (from <= LAST && to > RESERVED);
            }
        }
        return new SqliteLocks(reserved, exclusive);
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(LOCKS, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of();
        }
    }

    private static long number(String text, long otherwise) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : otherwise;
    }
}
