package org.hhvmdeb.upstream.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream whose bytes are looked at as they pass. */
final class BoundedInput extends FilterInputStream {

    /** Says when enough is enough. */
    @FunctionalInterface
    interface Bound {
        /** Takes the next bytes. */
        void look(byte[] buffer, int offset, int length) throws FetchBroken;
    }

    private final Bound bound;

    BoundedInput(InputStream in, Bound bound) {
        super(in);
        this.bound = bound;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        if (read > 0) {
            bound.look(buffer, offset, read);
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
