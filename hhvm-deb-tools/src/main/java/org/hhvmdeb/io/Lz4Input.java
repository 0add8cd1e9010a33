package org.hhvmdeb.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads LZ4 frames (LZ4 Frame Format 1.6), in which apt keeps its lists: several times as quick as the one of
 * commons-compress. Checksums are skipped; what is not LZ4 is refused.
 */
final class Lz4Input extends InputStream {

    private static final int MAGIC = 0x184D2204;
    private static final int HISTORY = 1 << 16;
    private static final int SMALLEST_MATCH = 4;

    private final InputStream in;
    private byte[] block = new byte[0];
    /** What was written last, as matches reach back, and the block behind it. */
    private byte[] window = new byte[0];

    private int start;
    private int end;
    private boolean blockChecksums;
    private boolean contentChecksum;
    private boolean over;

    /** Begins with the first frame. */
    Lz4Input(InputStream in) throws IOException {
        this.in = in;
        if (!nextFrame()) {
            throw new EOFException("it is empty");
        }
    }

    private boolean nextFrame() throws IOException {
        int first = in.read();
        if (first < 0) {
            return false;
        }
        if ((first | octet() << 8 | octet() << 16 | octet() << 24) != MAGIC) {
            throw new IOException("it is not in the LZ4 frame format");
        }
        int flags = octet();
        int size = octet() >> 4 & 7;
        if (flags >> 6 != 1 || (flags & 1) != 0 || size < 4) {
            throw new IOException("it is in an LZ4 format that is not known here");
        }
        blockChecksums = (flags & 0x10) != 0;
        contentChecksum = (flags & 4) != 0;
        in.skipNBytes((flags & 8) != 0 ? 9 : 1);
        block = new byte[1 << (8 + 2 * size)];
        window = new byte[HISTORY + block.length];
        start = 0;
        end = 0;
        return true;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (start == end && !over) {
            nextBlock();
        }
        if (over) {
            return -1;
        }
        int n = Math.min(length, end - start);
        System.arraycopy(window, start, buffer, offset, n);
        start += n;
        return n;
    }

    private void nextBlock() throws IOException {
        int size = octet() | octet() << 8 | octet() << 16 | octet() << 24;
        if (size == 0) {
            in.skipNBytes(contentChecksum ? 4 : 0);
            over = !nextFrame();
            return;
        }
        int length = size & 0x7fffffff;
        if (length > block.length) {
            throw new IOException("a block is longer than the frame allows");
        }
        int kept = Math.min(end, HISTORY);
        System.arraycopy(window, end - kept, window, 0, kept);
        start = kept;
        end = kept;
        if (in.readNBytes(block, 0, length) < length) {
            throw new EOFException("it ends within a block");
        }
        if (size < 0) {
            System.arraycopy(block, 0, window, end, length);
            end += length;
        } else {
            decode(length);
        }
        in.skipNBytes(blockChecksums ? 4 : 0);
    }

    private void decode(int length) throws IOException {
        try {
            int from = 0;
            while (from < length) {
                int token = block[from++] & 0xff;
                int literals = token >> 4;
                if (literals == 15) {
                    for (int more = 255; more == 255; literals += more) {
                        more = block[from++] & 0xff;
                    }
                }
                System.arraycopy(block, from, window, end, literals);
                from += literals;
                end += literals;
                if (from >= length) {
                    return;
                }
                int back = (block[from++] & 0xff) | (block[from++] & 0xff) << 8;
                int match = token & 15;
                if (match == 15) {
                    for (int more = 255; more == 255; match += more) {
                        more = block[from++] & 0xff;
                    }
                }
                repeat(back, match + SMALLEST_MATCH);
            }
        } catch (IndexOutOfBoundsException e) {
            throw new IOException("a block is damaged", e);
        }
    }

    private void repeat(int back, int length) throws IOException {
        if (back == 0 || back > end) {
            throw new IOException("a block refers to what is not there");
        }
        if (back >= length) {
            System.arraycopy(window, end - back, window, end, length);
            end += length;
            return;
        }
        for (int stop = end + length; end < stop; end++) {
            window[end] = window[end - back];
        }
    }

    private int octet() throws IOException {
        int octet = in.read();
        if (octet < 0) {
            throw new EOFException("it ends too early");
        }
        return octet;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
