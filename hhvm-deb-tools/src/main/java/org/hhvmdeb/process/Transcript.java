package org.hhvmdeb.process;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.hhvmdeb.notice.Reason;
import org.jspecify.annotations.Nullable;

/** What a running program prints, kept within bounds while it comes. */
final class Transcript implements AutoCloseable {

    /** How many bytes of standard output are kept for the caller. */
    static final int KEPT_OUTPUT = 1 << 20;

    private static final int KEPT_LINES = 20;

    private final Command command;
    private final @Nullable OutputStream log;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final Deque<String> lastLines = new ArrayDeque<>();

    Transcript(Command command) throws IOException {
        this.command = command;
        this.log = command.log().isPresent() ? open(command.log().get()) : null;
    }

    /** Creates nothing where a FIFO or a device is: in a directory for all the kernel may forbid to open it that way. */
    private static OutputStream open(Path log) throws IOException {
        return Files.exists(log) && !Files.isRegularFile(log)
                ? Files.newOutputStream(log, StandardOpenOption.WRITE)
                : Files.newOutputStream(log);
    }

    Thread follow(InputStream stream, boolean keepOutput) {
        Thread thread = new Thread(() -> read(stream, keepOutput), "output of " + command.program());
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void read(InputStream stream, boolean keepOutput) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (InputStream in = new BufferedInputStream(stream)) {
            for (int b = in.read(); b >= 0; b = in.read()) {
                line.write(b);
                if (b == '\n' || line.size() >= 8192) {
                    add(line.toByteArray(), keepOutput);
                    line.reset();
                }
            }
        } catch (IOException e) {
            line.writeBytes(("[output lost: " + Reason.of(e) + "]").getBytes(StandardCharsets.UTF_8));
        }
        add(line.toByteArray(), keepOutput);
    }

    private synchronized void add(byte[] line, boolean keepOutput) {
        if (line.length == 0) {
            return;
        }
        if (keepOutput && output.size() < KEPT_OUTPUT) {
            output.writeBytes(line);
        }
        lastLines.addLast(new String(line, StandardCharsets.UTF_8).stripTrailing());
        if (lastLines.size() > KEPT_LINES) {
            lastLines.removeFirst();
        }
        if (log != null) {
            try {
                log.write(line);
            } catch (IOException e) {
                lastLines.addLast("[log lost: " + Reason.of(e) + "]");
            }
        }
    }

    synchronized Completed completed(int exitCode) {
        return new Completed(command, exitCode, output.toString(StandardCharsets.UTF_8), List.copyOf(lastLines));
    }

    @Override
    public synchronized void close() throws IOException {
        if (log != null) {
            log.close();
        }
    }
}
