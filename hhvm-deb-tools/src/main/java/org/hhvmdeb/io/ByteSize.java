package org.hhvmdeb.io;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: bytes, or with K, M, G or T, which count 1024 each. */
public final class ByteSize {

    private static final Pattern SHAPE = Pattern.compile("([0-9]{1,9}|[0-9]{10,15}(?=$))([KMGT]?)");

    private ByteSize() {}

    /** The number of bytes; empty when the text is no size. */
    public static Optional<Long> parse(String text) {
        Matcher size = SHAPE.matcher(text.toUpperCase(Locale.ROOT));
        if (!size.matches()) {
            return Optional.empty();
        }
        int power = size.group(2).isEmpty() ? 0 : " KMGT".indexOf(size.group(2));
        long number = Long.parseLong(size.group(1));
        long bytes = number << (10 * power);
        return bytes >> (10 * power) == number ? Optional.of(bytes) : Optional.empty();
    }
}
