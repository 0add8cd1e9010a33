package org.hhvmdeb.io.compression;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Reason;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.XZInputStream;

/** Reads what is compressed in one of the ways Debian's packages and apt's lists use. */
public final class Decompression {

    /** Enough for xz -9, whose dictionary has 64 MiB, and a bound for headers that ask for gigabytes. */
    private static final int MEMORY_KIB = 100 * 1024;

    /** 128 MiB, by its binary logarithm: what zstd itself takes unless it is told to take more. */
    private static final int LONGEST_WINDOW = 27;

    private Decompression() {}

    /**
     * Opens a compressed stream.
     *
     * @param name tells the compression by its end: {@code .gz}, {@code .xz}, {@code .bz2}, {@code .lzma},
     *     {@code .lz4}, {@code .zst}, or {@code .tar} for none
     * @param source what the stream is called in messages
     * @return the plain content; closing it closes the compressed stream
     * @throws InputException when the compression is unknown or the stream does not begin as it should
     * @throws IOException when a library cannot be loaded
     */
    public static InputStream open(String name, InputStream compressed, String source)
            throws InputException, IOException {
        if (name.endsWith(".zst")) {
            ZstdLibrary.require();
        }
        InputStream buffered = new BufferedInputStream(compressed, 1 << 16);
        try {
            if (name.endsWith(".gz")) {
                return new GZIPInputStream(buffered, 1 << 16);
            }
            if (name.endsWith(".xz")) {
                return new XZInputStream(buffered, MEMORY_KIB);
            }
            if (name.endsWith(".lzma")) {
                return new LZMAInputStream(buffered, MEMORY_KIB);
            }
            if (name.endsWith(".lz4")) {
                return new FramedLZ4CompressorInputStream(buffered, true);
            }
            if (name.endsWith(".zst")) {
                return new ZstdInputStreamNoFinalizer(buffered).setLongMax(LONGEST_WINDOW);
            }
            if (name.endsWith(".bz2")) {
                return new BZip2CompressorInputStream(buffered, true);
            }
        } catch (IOException e) {
            throw new InputException(
                    source + " cannot be decompressed: "
                            + (e instanceof EOFException
                                    ? "it is not compressed as its name says, or ends too early"
                                    : Reason.plain(e)),
                    e);
        }
        if (name.endsWith(".tar")) {
            return buffered;
        }
        throw new InputException(
                "the name of " + source
                        + " does not say how it is compressed: it ends in .gz, .xz, .bz2, .lzma, .lz4 or .zst, or in .tar where it is not");
    }
}
