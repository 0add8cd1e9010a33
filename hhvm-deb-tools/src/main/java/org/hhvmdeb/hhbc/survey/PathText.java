package org.hhvmdeb.hhbc.survey;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Paths as text: what is no text in the file's encoding is shown byte for byte, as in {@code caf\xe9.php}. */
final class PathText {

    private PathText() {}

    static String of(byte[] path, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(path)).toString();
        } catch (CharacterCodingException e) {
            return escaped(path);
        }
    }

    private static String escaped(byte[] path) {
        StringBuilder text = new StringBuilder(path.length + 16);
        int at = 0;
        while (at < path.length) {
            int length = sequence(path, at);
            if (length == 0) {
                text.append(String.format("\\x%02x", path[at++]));
            } else {
                text.append(new String(path, at, length, StandardCharsets.UTF_8));
                at += length;
            }
        }
        return text.toString();
    }

    /** The length of the UTF-8 character there; 0 if there is none. */
    private static int sequence(byte[] path, int at) {
        for (int length = 1; length <= 4 && at + length <= path.length; length++) {
            if (StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(path, at, length), CharBuffer.allocate(2), true)
                    .isUnderflow()) {
                return length;
            }
        }
        return 0;
    }
}
