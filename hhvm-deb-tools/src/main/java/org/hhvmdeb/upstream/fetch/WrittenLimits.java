package org.hhvmdeb.upstream.fetch;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hhvmdeb.io.ByteSize;
import org.hhvmdeb.notice.InputException;

/**
 * Limits as people write them: sizes as {@code 500M}, times as {@code 90s}, {@code 30m}, {@code 2h}, {@code 1d}.
 *
 * @param values by name: {@code maxDownload}, {@code maxObjects}, {@code maxRefs}, {@code maxObjectSize}, {@code fetchTimeout},
 *     {@code lowSpeedTime}; what is not there has its default
 * @param spelling how a name is written where the user wrote it, for messages
 */
public record WrittenLimits(Map<String, String> values, UnaryOperator<String> spelling) {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,7})([smhd]?)");
    /** JGit counts it in milliseconds, of which an int holds no more. */
    private static final Duration LONGEST_SILENCE = Duration.ofDays(24);

    private static final Duration LONGEST = Duration.ofDays(3650);

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");

    public WrittenLimits {
        values = Map.copyOf(values);
    }

    /** Reads them. */
    public FetchLimits read() throws InputException {
        FetchLimits usual = FetchLimits.DEFAULT;
        return new FetchLimits(
                size("maxDownload", usual.download()),
                number("maxObjects", usual.objects()),
                number("maxRefs", usual.references()),
                size("maxObjectSize", usual.objectSize()),
                time("fetchTimeout", usual.timeout(), LONGEST),
                time("lowSpeedTime", usual.lowSpeedTime(), LONGEST_SILENCE));
    }

    private long size(String name, long usual) throws InputException {
        String text = values.get(name);
        return text == null ? usual : positive(ByteSize.parse(text), name, "a size such as 500M or 2G");
    }

    private long number(String name, long usual) throws InputException {
        String text = values.get(name);
        return text == null
                ? usual
                : positive(
                        Optional.of(text)
                                .filter(t -> NUMBER.matcher(t).matches())
                                .map(Long::valueOf),
                        name,
                        "a number");
    }

    private Duration time(String name, Duration usual, Duration longest) throws InputException {
        String text = values.get(name);
        if (text == null) {
            return usual;
        }
        Matcher duration = DURATION.matcher(text);
        Optional<Long> seconds = duration.matches()
                ? Optional.of(Long.parseLong(duration.group(1)) * unit(duration.group(2)))
                : Optional.empty();
        Duration time = Duration.ofSeconds(positive(seconds, name, "a time such as 90s, 30m or 2h"));
        if (time.compareTo(longest) > 0) {
            throw new InputException(
                    spelling.apply(name) + " is \"" + text + "\"; the longest time is " + longest.toDays() + "d");
        }
        return time;
    }

    private static long unit(String letter) {
        return switch (letter) {
            case "m" -> 60;
            case "h" -> 3600;
            case "d" -> 86400;
            default -> 1;
        };
    }

    private long positive(Optional<Long> value, String name, String expected) throws InputException {
        return value.filter(v -> v > 0)
                .orElseThrow(() -> new InputException(spelling.apply(name) + " is \"" + values.get(name)
                        + "\"; expected " + expected + ", from 1 on"));
    }
}
