package org.hhvmdeb.deb;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.hhvmdeb.notice.Progress;
import org.jspecify.annotations.Nullable;

/** Writes elsewhere what is read from it, and counts it. */
final class PassingInput extends InputStream {

    private final InputStream in;
    private final OutputStream passedOn;
    private final Progress.Task task;
    private @Nullable IOException failure;

    PassingInput(InputStream in, OutputStream passedOn, Progress.Task task) {
        this.in = in;
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
            int n = in.read(buffer, offset, length);
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
}
