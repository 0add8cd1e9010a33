package org.hhvmdeb.deb;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.hhvmdeb.notice.Progress;
import org.jspecify.annotations.Nullable;

/** Writes elsewhere what is read from it, and counts it. */
final class PassingInput extends FilterInputStream {

    private final OutputStream passedOn;
    private final Progress.Task task;
    private @Nullable IOException failure;

    PassingInput(InputStream in, OutputStream passedOn, Progress.Task task) {
        super(in);
        this.passedOn = passedOn;
        this.task = task;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int n = super.read(buffer, offset, length);
            if (n > 0) {
                passedOn.write(buffer, offset, n);
                task.advance(n);
            }
            return n;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** What reading or writing threw, so that a reader who took it for damage does not have the last word. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public long skip(long count) throws IOException {
        byte[] buffer = new byte[(int) Math.min(1 << 13, Math.max(count, 0))];
        long skipped = 0;
        int n = 0;
        while (n >= 0 && skipped < count) {
            n = read(buffer, 0, (int) Math.min(buffer.length, count - skipped));
            skipped += Math.max(n, 0);
        }
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
