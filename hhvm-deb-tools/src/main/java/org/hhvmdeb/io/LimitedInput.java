package org.hhvmdeb.io;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Gives out no more than a ration. A tar reader keeps the extended headers before an entry in memory, however long they
 * claim to be; with a ration for them it cannot be made to swallow gigabytes.
 */
public final class LimitedInput extends FilterInputStream {

    private long left = Long.MAX_VALUE;

    public LimitedInput(InputStream in) {
        super(in);
    }

    public void ration(long bytes) {
        left = bytes;
    }

    public void unlimited() {
        left = Long.MAX_VALUE;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (left == 0 && length > 0) {
            throw new IOException("the headers of an entry are too long");
        }
        int n = super.read(buffer, offset, (int) Math.min(length, left));
        left -= Math.max(n, 0);
        return n;
    }

    @Override
    public long skip(long count) throws IOException {
        long n = super.skip(Math.min(count, left));
        left -= n;
        return n;
    }

    @Override
    public int available() {
        return 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
