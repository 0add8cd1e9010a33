package org.hhvmdeb.patch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.lzma.LZMACompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Reading files that may be compressed; the name says how, as for dpkg-source. */
final class Decompression {

    /** What a decompressor may use, in KiB: xz -9 needs 65 MiB. */
    private static final int MEMORY = 256 << 10;

    private Decompression() {}

    static InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            String name = String.valueOf(file.getFileName());
            return switch (name.substring(name.lastIndexOf('.') + 1)) {
                case "gz" ->
                    GzipCompressorInputStream.builder()
                            .setInputStream(in)
                            .setDecompressConcatenated(true)
                            .get();
                case "xz" ->
                    XZCompressorInputStream.builder()
                            .setInputStream(in)
                            .setDecompressConcatenated(true)
                            .setMemoryLimitKiB(MEMORY)
                            .get();
                case "bz2" -> new BZip2CompressorInputStream(in, true);
                case "lzma" ->
                    LZMACompressorInputStream.builder()
                            .setInputStream(in)
                            .setMemoryLimitKiB(MEMORY)
                            .get();
                default -> in;
            };
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }
}
