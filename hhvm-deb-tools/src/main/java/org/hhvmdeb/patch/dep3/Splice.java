package org.hhvmdeb.patch.dep3;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** A run of bytes to put in the place of another. */
final class Splice {

    private final int from;
    private final int to;
    private final byte[] text;

    /**
     * Puts a text between two places.
     *
     * @param from where the old run begins
     * @param to where it ends
     */
    Splice(int from, int to, byte[] text) {
        this.from = from;
        this.to = to;
        this.text = text;
    }

    /** Makes replacements that do not overlap, given in the order of the content, in one go. */
    static byte[] all(byte[] content, List<Splice> splices) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 64);
        int at = 0;
        for (Splice splice : splices) {
            out.write(content, at, splice.from - at);
            out.writeBytes(splice.text);
            at = splice.to;
        }
        out.write(content, at, content.length - at);
        return out.toByteArray();
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
