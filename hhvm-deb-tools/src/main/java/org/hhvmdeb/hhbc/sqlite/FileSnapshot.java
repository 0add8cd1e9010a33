package org.hhvmdeb.hhbc.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;

/**
 * What shows, before and after a file is read, whether another program was writing.
 *
 * @param size in bytes
 * @param modified the last change of the content
 * @param header the first bytes, the change counter among them
 * @param journal whether a rollback journal is there that SQLite would roll back
 * @param log whether a write-ahead log is there that is not empty
 * @param locks what other programs have locked
 */
public record FileSnapshot(
        long size, FileTime modified, ByteBuffer header, boolean journal, boolean log, SqliteLocks locks) {

    private static final byte[] JOURNAL_MAGIC = {
        (byte) 0xd9, (byte) 0xd5, 0x05, (byte) 0xf9, 0x20, (byte) 0xa1, 0x63, (byte) 0xd7
    };

    /** Looks at a file and beside it; changes nothing. */
    public static FileSnapshot of(Path file) throws IOException {
        // HHVM follows symbolic links.
        Path real = file.toRealPath();
        BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
        SqliteLocks locks = SqliteLocks.of(real);
        byte[] journal = SideFile.JOURNAL.head(real, JOURNAL_MAGIC.length);
        byte[] log = SideFile.LOG.head(real, 1);
        return new FileSnapshot(
                attributes.size(),
                attributes.lastModifiedTime(),
                ByteBuffer.wrap(head(real, FileHeader.LENGTH)),
                Arrays.equals(journal, JOURNAL_MAGIC),
                log.length > 0,
                locks);
    }

    /** The state of a file that was read between this moment and a later one. */
    public FileState until(FileSnapshot later) {
        boolean same = size == later.size && modified.equals(later.modified) && header.equals(later.header);
        if (!same || locks.exclusive() || later.locks.exclusive() || journal != later.journal) {
            return FileState.CHANGING;
        }
        if (journal && !locks.reserved() && !later.locks.reserved()) {
            return FileState.HOT_JOURNAL;
        }
        return log || later.log ? FileState.WRITE_AHEAD_LOG : FileState.SETTLED;
    }

    private static byte[] head(Path file, int length) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(length);
        }
    }
}
