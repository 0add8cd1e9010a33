package org.hhvmdeb.upstream.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What a server sends, counted and timed. */
final class MeteredInput extends FilterInputStream {

    private final Watch watch;
    private final long least;

    /**
     * Wraps it.
     *
     * @param least the bytes that have to come in a minute
     */
    MeteredInput(InputStream in, Watch watch, long least) {
        super(in);
        this.watch = watch;
        this.least = least;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        watch.waitFor(least);
        int read = 0;
        try {
            read = in.read(buffer, offset, length);
        } finally {
            watch.came(Math.max(0, read));
        }
        return read;
    }

    @Override
    public long skip(long wanted) throws IOException {
        byte[] thrown = new byte[(int) Math.min(8192, Math.max(0, wanted))];
        return Math.max(0, read(thrown, 0, thrown.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
