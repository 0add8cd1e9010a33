package org.hhvmdeb.patch.tree;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Bytes that are text most of the time (file names, series lines) as strings that can be turned back into the same
 * bytes: UTF-8 where it is UTF-8; otherwise every byte above 0x7f becomes the lone surrogate 0xdc00 + byte, which no
 * UTF-8 text can hold.
 */
public final class ByteText {

    private ByteText() {}

    public static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return escaped(bytes);
        }
    }

    /** Decodes a string whose characters are bytes. */
    public static String fromLatin1(String bytes) {
        return decode(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    public static byte[] encode(String text) {
        if (text.chars().noneMatch(ByteText::isEscape)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        text.chars().forEach(c -> bytes.write(isEscape(c) ? c - 0xdc00 : c));
        return bytes.toByteArray();
    }

    /** The length in bytes. */
    public static int length(String text) {
        return encode(text).length;
    }

    /** For messages: bytes that are no text become question marks, control characters too. */
    public static String printable(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean strange = (c < ' ' && c != '\t') || c == 0x7f || isEscape(c);
            shown.appendCodePoint(strange ? '?' : c);
        });
        return shown.toString();
    }

    private static boolean isEscape(int c) {
        return c >= 0xdc80 && c <= 0xdcff;
    }

    private static String escaped(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            text.append((char) (b >= 0 ? b : 0xdc00 + (b & 0xff)));
        }
        return text.toString();
    }
}
