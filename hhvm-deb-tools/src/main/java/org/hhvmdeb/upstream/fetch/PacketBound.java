package org.hhvmdeb.upstream.fetch;

import org.hhvmdeb.notice.HumanUnits;

/**
 * The bounds on a conversation in git's packets (gitprotocol-common(5)): references and the like are few and short, messages
 * for a person, on band 2, come to an end. The pack on band 1 has bounds of its own.
 */
final class PacketBound implements BoundedInput.Bound {

    /** git says some kilobytes for each phase of its work. */
    private static final long MOST_MESSAGES = 16L << 20;

    private static final int HEADER = 4;
    private static final int DATA = 1;
    private static final int MESSAGES = 2;

    private final Watch watch;
    private int headerBytes;
    private int length;
    private int left;
    private boolean first;
    private int band;
    private boolean raw;
    private long packets;
    private long talk;
    private long messages;

    PacketBound(Watch watch) {
        this.watch = watch;
    }

    @Override
    public void look(byte[] buffer, int offset, int count) throws FetchBroken {
        int at = offset;
        int end = offset + count;
        while (at < end && !raw) {
            if (left == 0) {
                header(buffer[at++]);
                continue;
            }
            if (first) {
                band = buffer[at];
                first = false;
                packets += band == DATA || band == MESSAGES ? 0 : 1;
            }
            int taken = Math.min(left, end - at);
            count(taken);
            left -= taken;
            at += taken;
        }
    }

    /** Without bands, as old servers have it, the pack follows as it is. */
    private void header(byte digit) throws FetchBroken {
        int value = Character.digit(digit, 16);
        if (value < 0) {
            raw = true;
            return;
        }
        length = length * 16 + value;
        if (++headerBytes == HEADER) {
            left = Math.max(0, length - HEADER);
            packets += left == 0 ? 1 : 0;
            first = true;
            length = 0;
            headerBytes = 0;
            count(0);
        }
    }

    private void count(int bytes) throws FetchBroken {
        if (band == MESSAGES && !first) {
            messages += bytes;
        } else if (band != DATA) {
            talk += bytes;
        }
        if (messages > MOST_MESSAGES) {
            throw watch.refused("the server sent more than " + HumanUnits.bytes(MOST_MESSAGES)
                    + " of messages, and no end of them");
        }
        if (packets > watch.limits().references() || talk > watch.limits().referenceBytes()) {
            throw watch.tooManyReferences();
        }
    }
}
