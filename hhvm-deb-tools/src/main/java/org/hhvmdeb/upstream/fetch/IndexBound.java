package org.hhvmdeb.upstream.fetch;

import java.nio.ByteBuffer;

/** The bounds on the index of a pack (gitformat-pack(5)): its table of counts says how much memory it will take. */
final class IndexBound implements BoundedInput.Bound {

    private static final int MAGIC = 0xff744f63;
    private static final int TABLE = 256 * Integer.BYTES;
    private static final int AN_OBJECT = 40;

    private final Watch watch;
    private final ByteBuffer start = ByteBuffer.allocate(2 * Integer.BYTES + TABLE);
    private long bytes;

    IndexBound(Watch watch) {
        this.watch = watch;
    }

    @Override
    public void look(byte[] buffer, int offset, int length) throws FetchBroken {
        bytes += length;
        if (start.hasRemaining()) {
            start.put(buffer, offset, Math.min(start.remaining(), length));
            if (!start.hasRemaining()) {
                checkCounts();
            }
        }
        if (bytes > (1 << 16) + watch.limits().objects() * AN_OBJECT) {
            throw watch.tooManyObjects(bytes / AN_OBJECT);
        }
    }

    private void checkCounts() throws FetchBroken {
        int table = start.getInt(0) == MAGIC ? 2 * Integer.BYTES : 0;
        long before = 0;
        for (int i = 0; i < TABLE; i += Integer.BYTES) {
            long count = Integer.toUnsignedLong(start.getInt(table + i));
            if (count > watch.limits().objects()) {
                throw watch.tooManyObjects(count);
            }
            if (count < before) {
                throw watch.refused("the server sent an index of a pack that is damaged");
            }
            before = count;
        }
    }
}
