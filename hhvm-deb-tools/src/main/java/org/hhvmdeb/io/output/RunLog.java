package org.hhvmdeb.io.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.hhvmdeb.io.staging.StagedFile;
import org.hhvmdeb.notice.HhvmDebException;

/**
 * The log of work that takes hours: it grows under its own name, so that people can follow it. The log before it is kept in
 * {@code <log>.old}. A log whose last line does not say that the run is complete never takes the place of one there:
 * however many runs are killed or fail, the log of what is still in use remains.
 */
public final class RunLog {

    private static final String LAST_LINE = "hhvm-deb: the run is complete\n";

    private final Path log;

    private RunLog(Path log) {
        this.log = log;
    }

    /**
     * Looks at what is there, and changes nothing.
     *
     * @param inputs what the run reads
     * @throws HhvmDebException when it cannot be written, as with every {@link OutputFile} whose name a step makes up
     */
    public static RunLog at(Path log, InputPlaces inputs) throws HhvmDebException {
        Path file = log.toAbsolutePath();
        OutputFile.in(file.resolveSibling(""), String.valueOf(file.getFileName()))
                .apartFrom(inputs);
        return new RunLog(log);
    }

    /** As the user knows it, and where to write. */
    public Path path() {
        return log;
    }

    /** Puts the log of an earlier run aside and begins an empty one. */
    public void begin() throws IOException {
        Files.createDirectories(StagedFile.parentOf(log));
        Path old = old(log);
        if (Files.isRegularFile(log) && mayReplace(old, log)) {
            Files.move(log, old, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.write(log, new byte[0]);
    }

    /** Says in it that the run is complete. */
    public void complete() throws IOException {
        if (Files.isRegularFile(log)) {
            Files.writeString(log, LAST_LINE, StandardOpenOption.APPEND);
        }
    }

    private static Path old(Path log) {
        return log.resolveSibling(log.getFileName() + ".old");
    }

    private static boolean mayReplace(Path old, Path log) throws IOException {
        return !Files.exists(old, LinkOption.NOFOLLOW_LINKS)
                || (Files.isRegularFile(old, LinkOption.NOFOLLOW_LINKS) && isComplete(log));
    }

    private static boolean isComplete(Path log) throws IOException {
        ByteBuffer end = ByteBuffer.allocate(LAST_LINE.length());
        try (SeekableByteChannel channel = Files.newByteChannel(log)) {
            channel.position(Math.max(0, channel.size() - end.capacity()));
            while (end.hasRemaining() && channel.read(end) >= 0) {
                // A read may bring less than it could.
            }
        }
        return new String(end.array(), 0, end.position(), StandardCharsets.US_ASCII).equals(LAST_LINE);
    }
}
