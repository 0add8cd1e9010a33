package org.hhvmdeb.io.compression;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tukaani.xz.SeekableInputStream;
import org.tukaani.xz.SeekableXZInputStream;
import org.tukaani.xz.XZ;
import org.tukaani.xz.check.CRC64;

/**
 * Content on its way to the xz program, and then the proof that the program was given it. Each block of a .xz file keeps its
 * size and the CRC64 of its plain content (The .xz File Format, 3.4 and 4.3): where they match, xz was given these bytes,
 * all of them and in this order, and whatever decompresses the file gives them back or reports an error. Nothing is
 * decompressed, which would take an eighth of the time it took to compress, and the checks are computed while xz works.
 */
public final class XzProof extends FilterOutputStream {

    private static final int CHECK_BYTES = 8;

    private final long blockBytes;
    private final List<byte[]> checks = new ArrayList<>();
    private CRC64 check = new CRC64();
    private long inBlock;
    private long total;

    /** @param blocks those the program makes of what is written to the stream */
    public XzProof(OutputStream out, XzBlocks blocks) {
        super(out);
        this.blockBytes = blocks.bytes();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        out.write(buffer, offset, length);
        for (int done = 0; done < length; ) {
            int n = (int) Math.min(length - done, blockBytes - inBlock);
            check.update(buffer, offset + done, n);
            done += n;
            inBlock += n;
            total += n;
            if (inBlock == blockBytes) {
                endBlock();
            }
        }
    }

    /**
     * Compares what was written with the file that the program made of it.
     *
     * @param compressed the file; not closed
     * @throws IOException when it was made of anything else, is damaged, or has no such checks
     */
    public void compare(SeekableInputStream compressed) throws IOException {
        if (inBlock > 0) {
            endBlock();
        }
        SeekableXZInputStream index = new SeekableXZInputStream(compressed);
        if (index.getCheckTypes() != 1 << XZ.CHECK_CRC64) {
            throw new IOException("the xz program wrote other checks than CRC64");
        }
        if (index.length() != total) {
            throw new IOException("the xz program compressed " + index.length() + " bytes, but was given " + total);
        }
        if (index.getBlockCount() != checks.size()) {
            throw new IOException("the xz program wrote " + index.getBlockCount() + " blocks, but " + checks.size()
                    + " of " + blockBytes + " bytes each were asked for");
        }
        for (int block = 0; block < checks.size(); block++) {
            byte[] stored = new byte[CHECK_BYTES];
            compressed.seek(index.getBlockCompPos(block) + index.getBlockCompSize(block) - CHECK_BYTES);
            if (compressed.readNBytes(stored, 0, CHECK_BYTES) < CHECK_BYTES
                    || !Arrays.equals(stored, checks.get(block))) {
                throw new IOException("the xz program compressed something else than it was given, in block "
                        + (block + 1) + " of " + checks.size());
            }
        }
    }

    private void endBlock() {
        checks.add(check.finish());
        check = new CRC64();
        inBlock = 0;
    }
}
