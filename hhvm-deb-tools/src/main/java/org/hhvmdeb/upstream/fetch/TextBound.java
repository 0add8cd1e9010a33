package org.hhvmdeb.upstream.fetch;

import org.hhvmdeb.notice.HumanUnits;

/** The bounds on what a plain web server has for git: lists of references and packs, a line each. */
final class TextBound implements BoundedInput.Bound {

    private static final int LONGEST_LINE = 1 << 16;

    private final Watch watch;
    private long bytes;
    private long lines;
    private long line;

    TextBound(Watch watch) {
        this.watch = watch;
    }

    @Override
    public void look(byte[] buffer, int offset, int length) throws FetchBroken {
        bytes += length;
        for (int i = offset; i < offset + length; i++) {
            line = buffer[i] == '\n' ? 0 : line + 1;
            lines += line == 0 ? 1 : 0;
            if (line > LONGEST_LINE) {
                throw watch.refused("the server sent a line of more than " + HumanUnits.bytes(LONGEST_LINE));
            }
        }
        if (lines > watch.limits().references() || bytes > watch.limits().referenceBytes()) {
            throw watch.tooManyReferences();
        }
    }
}
