package org.hhvmdeb.io;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.tukaani.xz.SeekableInputStream;
import org.tukaani.xz.SeekableXZInputStream;
import org.tukaani.xz.XZ;
import org.tukaani.xz.check.CRC64;

/**
 * Plain content, compared while it is read with the .xz file that was made of it. Each block of a .xz file keeps its size and
 * the CRC64 of its plain content (The .xz File Format, 3.4 and 4.3): where they match, xz was given these bytes, all of them
 * and in this order, and whatever decompresses the file gives them back or reports an error. Nothing is decompressed, which
 * would take an eighth of the time it took to compress. The end of the content must be read, as only then the last block and their
 * number are compared.
 */
public final class XzCheckedInput extends FilterInputStream {

    private static final int CHECK_BYTES = 8;

    private final SeekableInputStream compressed;
    private final SeekableXZInputStream index;
    private final byte[] single = new byte[1];
    private CRC64 check = new CRC64();
    private int block;
    private long left;

    /**
     * Reads the index.
     *
     * @param compressed what {@link Compression#XZ} wrote; not closed with this
     * @throws IOException when it is damaged, or no .xz file with such checks; any reading throws it at a difference
     */
    public XzCheckedInput(InputStream plain, SeekableInputStream compressed) throws IOException {
        super(plain);
        this.compressed = compressed;
        this.index = new SeekableXZInputStream(compressed);
        if (index.getCheckTypes() != 1 << XZ.CHECK_CRC64) {
            throw new IOException("the xz program wrote other checks than CRC64");
        }
        this.left = index.getBlockSize(0);
    }

    @Override
    public int read() throws IOException {
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int n = super.read(buffer, offset, (int) Math.min(length, Math.max(left, 1)));
        boolean ended = block == index.getBlockCount();
        if (n < 0 != ended) {
            throw new EOFException("the xz program compressed " + (ended ? "less" : "more") + " than it was given");
        }
        if (n > 0) {
            check.update(buffer, offset, n);
            left -= n;
            if (left == 0) {
                endBlock();
            }
        }
        return n;
    }

    @Override
    public long skip(long count) throws IOException {
        byte[] buffer = new byte[1 << 13];
        long skipped = 0;
        int n = 0;
        while (n >= 0 && skipped < count) {
            n = read(buffer, 0, (int) Math.min(buffer.length, count - skipped));
            skipped += Math.max(n, 0);
        }
        return skipped;
    }

    @Override
    public int available() {
        return 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void endBlock() throws IOException {
        byte[] stored = new byte[CHECK_BYTES];
        compressed.seek(index.getBlockCompPos(block) + index.getBlockCompSize(block) - CHECK_BYTES);
        if (compressed.readNBytes(stored, 0, CHECK_BYTES) < CHECK_BYTES || !Arrays.equals(stored, check.finish())) {
            throw new IOException("the xz program compressed something else than it was given, in block " + (block + 1)
                    + " of " + index.getBlockCount());
        }
        check = new CRC64();
        block++;
        left = block < index.getBlockCount() ? index.getBlockSize(block) : 0;
    }
}
