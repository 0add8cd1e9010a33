package org.hhvmdeb.debian;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;
import org.jspecify.annotations.Nullable;

/** The first line of an entry: {@code hhvm (3.18.5+dfsg1-1) jessie-wikimedia; urgency=medium}. */
record ChangelogHeading(
        PackageName source,
        DebianVersion version,
        List<String> distributions,
        Map<String, String> metadata,
        Location where) {

    static final Pattern SHAPE = Pattern.compile(
            "(\\w[-+0-9a-z.]*) \\(([^() \\t]+)\\)(\\s[-+0-9a-z.\\s]*[-+0-9a-z.]);(.*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern KEY_VALUE =
            Pattern.compile("([-0-9a-z]+)=\\s*(.*\\S)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /**
     * Reads a line of that shape.
     *
     * @param faults gets what is wrong with it
     * @return null when the name or the version is none; what is wrong behind the semicolon is left out, as dpkg does
     */
    static @Nullable ChangelogHeading parse(Matcher line, Location where, Consumer<String> faults) {
        try {
            return new ChangelogHeading(
                    PackageName.parse(line.group(1)),
                    DebianVersion.parse(line.group(2)),
                    List.of(WhiteSpace.strip(line.group(3)).split("\\s+", -1)),
                    metadata(WhiteSpace.strip(line.group(4)), faults),
                    where);
        } catch (InputException e) {
            faults.accept(String.valueOf(e.getMessage()));
            return null;
        }
    }

    ChangelogEntry entry(List<String> changes, String maintainer, Instant date) {
        return new ChangelogEntry(source, version, distributions, metadata, changes, maintainer, date, where);
    }

    private static Map<String, String> metadata(String text, Consumer<String> faults) {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            Matcher matcher = KEY_VALUE.matcher(pair.strip());
            if (!matcher.matches()) {
                faults.accept("\"" + Printable.of(pair) + "\" after the semicolon is not of the form urgency=medium");
                continue;
            }
            String key = matcher.group(1).toLowerCase(Locale.ROOT);
            if (metadata.putIfAbsent(key, matcher.group(2)) != null) {
                faults.accept(key + " is given twice after the semicolon; the first counts");
            }
        }
        return metadata;
    }
}
