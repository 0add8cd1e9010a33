package org.hhvmdeb.deb;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A file that is read while another thread writes it, to the end it has when that thread is done; there reading throws what
 * made that thread fail.
 */
final class GrowingInput extends InputStream {

    private static final long PAUSE_MILLISECONDS = 2;

    private final Path file;
    private final Future<?> writing;
    private @Nullable InputStream in;

    GrowingInput(Path file, Future<?> writing) {
        this.file = file;
        this.writing = writing;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (true) {
            // Asked first: what was written before it was done is there to be read afterwards.
            boolean done = writing.isDone();
            int n = readNow(buffer, offset, length);
            if (n >= 0) {
                return n;
            }
            if (done) {
                requireSuccess();
                return -1;
            }
            pause();
        }
    }

    private int readNow(byte[] buffer, int offset, int length) throws IOException {
        if (in == null && Files.exists(file)) {
            in = Files.newInputStream(file);
        }
        return in == null ? -1 : in.read(buffer, offset, length);
    }

    private void requireSuccess() throws IOException {
        try {
            writing.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static void pause() throws InterruptedIOException {
        try {
            Thread.sleep(PAUSE_MILLISECONDS);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while a file was written");
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            in.close();
        }
    }
}
