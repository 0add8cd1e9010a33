package org.hhvmdeb.patch.dep3;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Encoded words of RFC 2047 as mail programs and git write them, made readable. What is not well formed stays. */
final class EncodedWords {

    private static final Pattern WORD = Pattern.compile(
            "=\\?([!-~&&[^?*]]{1,40})(?:\\*[A-Za-z0-9-]{0,20})?\\?([BbQq])\\?([!-~&&[^?]]{0,2000})\\?=");

    private EncodedWords() {}

    /** Decodes every word in a text; neighbours in one charset may share a character, white space between words goes. */
    static String decode(String text) {
        Matcher word = WORD.matcher(text);
        StringBuilder decoded = new StringBuilder();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String charset = "";
        int at = 0;
        while (word.find()) {
            String between = text.substring(at, word.start());
            boolean adjacent = at > 0 && between.isBlank();
            if (!adjacent || !charset.equalsIgnoreCase(word.group(1))) {
                flush(bytes, charset, decoded);
                decoded.append(adjacent ? "" : between);
            }
            charset = word.group(1);
            if (!isKnown(charset) || !append(bytes, word.group(2), word.group(3))) {
                flush(bytes, charset, decoded);
                decoded.append(word.group());
            }
            at = word.end();
        }
        flush(bytes, charset, decoded);
        return decoded.append(text, at, text.length()).toString();
    }

    private static void flush(ByteArrayOutputStream bytes, String charset, StringBuilder decoded) {
        if (bytes.size() > 0) {
            decoded.append(new String(bytes.toByteArray(), Charset.forName(charset)));
            bytes.reset();
        }
    }

    private static boolean isKnown(String charset) {
        try {
            return Charset.isSupported(charset);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return false;
        }
    }

    private static boolean append(ByteArrayOutputStream bytes, String encoding, String text) {
        if (encoding.equalsIgnoreCase("B")) {
            try {
                bytes.writeBytes(Base64.getDecoder().decode(text));
                return true;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
        bytes.writeBytes(quoted(text));
        return true;
    }

    private static byte[] quoted(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] from = text.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < from.length; i++) {
            int high = from[i] == '=' && i + 2 < from.length ? Character.digit(from[i + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(from[i + 2], 16) : -1;
            if (low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.write(from[i] == '_' ? ' ' : from[i]);
            }
        }
        return bytes.toByteArray();
    }
}
