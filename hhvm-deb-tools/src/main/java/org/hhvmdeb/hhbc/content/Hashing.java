package org.hhvmdeb.hhbc.content;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.hhvmdeb.io.Sha256;

/** A digest over values of SQLite's: two rows give the same bytes only if type and content of every value are the same. */
public final class Hashing {

    private final MessageDigest digest = Sha256.newDigest();
    private long bytes;

    /**
     * Adds values of a row.
     *
     * @param from the first column, counted from 1
     * @param to the last
     */
    public Hashing row(ResultSet row, int from, int to) throws SQLException {
        for (int column = from; column <= to; column++) {
            Object value = row.getObject(column);
            if (value == null) {
                head('n', 0);
            } else if (value instanceof byte[] blob) {
                head('b', blob.length);
                digest.update(blob);
            } else if (value instanceof String) {
                // The bytes of the file, which need not be the UTF-8 they should be.
                byte[] text = row.getBytes(column);
                head('t', text.length);
                digest.update(text);
            } else if (value instanceof Double real) {
                head('r', Double.doubleToRawLongBits(real));
            } else {
                head('i', ((Number) value).longValue());
            }
        }
        return this;
    }

    Hashing text(String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        head('t', content.length);
        digest.update(content);
        return this;
    }

    Hashing number(long number) {
        head('i', number);
        return this;
    }

    /** How much went in, in bytes. */
    long bytes() {
        return bytes;
    }

    /** Ends the digest and begins a new one. */
    public String hex() {
        bytes = 0;
        return Sha256.of(digest).hex();
    }

    private void head(char type, long number) {
        digest.update(ByteBuffer.allocate(Character.BYTES + Long.BYTES)
                .putChar(type)
                .putLong(number)
                .array());
        bytes += type == 'b' || type == 't' ? number : 1;
    }
}
