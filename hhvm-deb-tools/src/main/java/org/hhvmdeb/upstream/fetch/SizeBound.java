package org.hhvmdeb.upstream.fetch;

/** The bound on a single object that a plain web server has as a file. */
final class SizeBound implements BoundedInput.Bound {

    private final Watch watch;
    private long bytes;

    SizeBound(Watch watch) {
        this.watch = watch;
    }

    @Override
    public void look(byte[] buffer, int offset, int length) throws FetchBroken {
        bytes += length;
        if (bytes > watch.limits().objectSize()) {
            throw watch.objectTooLarge();
        }
    }
}
