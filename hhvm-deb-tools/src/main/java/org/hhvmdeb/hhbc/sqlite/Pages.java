package org.hhvmdeb.hhbc.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.hhvmdeb.notice.InputException;

/**
 * The pages of a file, numbered from 1.
 *
 * <p>No lock is taken. Where this very process has the file open through SQLite's library, closing it here gives up the
 * library's locks (POSIX, fcntl): close the library's connection first.
 */
final class Pages implements AutoCloseable {

    /** SQLite's locks are on bytes from here on; the page that has them is never used. */
    private static final long LOCK_BYTE = 0x40000000L;

    private final FileChannel channel;
    private final FileHeader header;
    private final long size;
    private final ByteBuffer buffer;

    private Pages(FileChannel channel, FileHeader header, long size) {
        this.channel = channel;
        this.header = header;
        this.size = size;
        this.buffer = ByteBuffer.allocateDirect(header.pageSize());
    }

    static Pages open(Path file) throws IOException, InputException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            byte[] head = new byte[FileHeader.LENGTH];
            if (fill(channel, ByteBuffer.wrap(head), 0) < head.length) {
                throw new InputException("it ends within its header");
            }
            return new Pages(channel, FileHeader.parse(head), channel.size());
        } catch (IOException | InputException e) {
            channel.close();
            throw e;
        }
    }

    FileHeader header() {
        return header;
    }

    /** The file's, in bytes, as it was at the beginning. */
    long size() {
        return size;
    }

    /** How many pages there are to read: what the header says, but no more than the file has. */
    int count() {
        long there = Math.min(inFile(), Integer.MAX_VALUE - 1);
        return (int) (header.pages() > 0 ? Math.min(header.pages(), there) : there);
    }

    /** Whole pages the file has. */
    long inFile() {
        return size / header.pageSize();
    }

    boolean exists(long page) {
        return page >= 1 && page <= count() && page != lockPage();
    }

    long lockPage() {
        return LOCK_BYTE / header.pageSize() + 1;
    }

    /**
     * Reads the beginning of a page; what the file has lost meanwhile reads as zeros.
     *
     * @param length in bytes
     */
    void read(long page, byte[] into, int length) throws IOException {
        buffer.clear().limit(length);
        int read = fill(channel, buffer, (page - 1) * header.pageSize());
        buffer.flip().get(into, 0, read);
        Arrays.fill(into, read, length, (byte) 0);
    }

    private static int fill(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
        int read = 0;
        while (read >= 0 && buffer.hasRemaining()) {
            read = channel.read(buffer, position + buffer.position());
        }
        return buffer.position();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
