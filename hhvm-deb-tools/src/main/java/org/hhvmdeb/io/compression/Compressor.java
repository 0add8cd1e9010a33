package org.hhvmdeb.io.compression;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Input;
import org.hhvmdeb.process.ProcessRunner;
import org.jspecify.annotations.Nullable;

/** Writes compressed files while their content is made, so that the plain content is never on the disk. */
public final class Compressor {

    private final ProcessRunner programs;

    public Compressor(ProcessRunner programs) {
        this.programs = programs;
    }

    /** The plain content of a file. */
    @FunctionalInterface
    public interface Content {

        /** Writes it, in a thread of its own. */
        void writeTo(OutputStream out) throws IOException, HhvmDebException;
    }

    /**
     * Writes a file.
     *
     * @throws HhvmDebException what the content throws
     * @throws ExternalException when the program is missing or fails, or the content cannot be read
     */
    public void write(Path file, Compression compression, Content content) throws HhvmDebException {
        write(file, compression.words(), content);
    }

    /**
     * Writes a .xz file with the settings of {@link Compression#XZ}, but blocks of its own.
     *
     * @throws HhvmDebException as with other files
     */
    public void writeXz(Path file, XzBlocks blocks, Content content) throws HhvmDebException {
        List<String> words = new ArrayList<>(Compression.XZ.words());
        words.add("--block-size=" + blocks.bytes());
        write(file, words, content);
    }

    private void write(Path file, List<String> words, Content content) throws HhvmDebException {
        Feed feed = new Feed(content);
        try {
            programs.run(Command.of(words)
                            // On s390x gzip would have the hardware compress, into other bytes.
                            .with("DFLTCC", "0")
                            .reading(feed)
                            .writing(file))
                    .orFail();
        } catch (ExternalException e) {
            throw feed.failure == null ? e : feed.failure;
        }
    }

    /** Remembers what the content had to say. */
    private static final class Feed implements Input {

        private final Content content;
        private volatile @Nullable HhvmDebException failure;

        Feed(Content content) {
            this.content = content;
        }

        @Override
        public void writeTo(OutputStream stdin) throws IOException {
            try {
                content.writeTo(stdin);
            } catch (HhvmDebException e) {
                failure = e;
                throw new IOException(e);
            }
        }
    }
}
