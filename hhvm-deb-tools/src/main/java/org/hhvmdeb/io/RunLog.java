package org.hhvmdeb.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.hhvmdeb.notice.HhvmDebException;

/**
 * The log of work that takes hours: it grows under its own name, so that people can follow it. The log before it is kept in
 * {@code <log>.old}. A log whose last line does not say that the run is complete never takes the place of one there:
 * however many runs are killed or fail, the log of what is still in use remains.
 */
public final class RunLog {

    private static final String LAST_LINE = "hhvm-deb: the run is complete\n";

    private final Path named;
    private final Optional<Path> regular;

    private RunLog(Path named, Optional<Path> regular) {
        this.named = named;
        this.regular = regular;
    }

    /**
     * Looks at what is there, and changes nothing.
     *
     * @throws HhvmDebException when it cannot be written, as with every {@link OutputFile}
     */
    public static RunLog at(Path named) throws HhvmDebException {
        return new RunLog(named, OutputFile.of(named).regular());
    }

    /** As the user knows it, and where to write. */
    public Path path() {
        return named;
    }

    /** Puts the log of an earlier run aside and begins an empty one; a device or a FIFO stays what it is. */
    public void begin() throws IOException {
        if (regular.isEmpty()) {
            return;
        }
        Path log = regular.get();
        Files.createDirectories(StagedFile.parentOf(log));
        Path old = old(log);
        if (Files.isRegularFile(log) && mayReplace(old, log)) {
            Files.move(log, old, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.write(log, new byte[0]);
    }

    /** Says in it that the run is complete. */
    public void complete() throws IOException {
        if (regular.isPresent() && Files.isRegularFile(regular.get())) {
            Files.writeString(regular.get(), LAST_LINE, StandardOpenOption.APPEND);
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
