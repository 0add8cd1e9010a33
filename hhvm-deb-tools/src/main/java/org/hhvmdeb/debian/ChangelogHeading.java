package org.hhvmdeb.debian;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;

/** The first line of an entry: {@code hhvm (3.18.5+dfsg1-1) jessie-wikimedia; urgency=medium}. */
record ChangelogHeading(
        PackageName source,
        DebianVersion version,
        List<String> distributions,
        Map<String, String> metadata,
        Location where) {

    static final Pattern SHAPE = Pattern.compile(
            "(\\w[-+0-9a-z.]*) \\(([^() \\t]+)\\)(\\s[-+0-9a-z.\\s]*[-+0-9a-z.]);(.*)", Pattern.CASE_INSENSITIVE);

    private static final Pattern KEY_VALUE = Pattern.compile("([-0-9a-z]+)=\\s*(.*\\S)", Pattern.CASE_INSENSITIVE);

    static ChangelogHeading parse(Matcher line, Location where) throws InputException {
        return new ChangelogHeading(
                Parsing.at(where, () -> PackageName.parse(line.group(1))),
                Parsing.at(where, () -> DebianVersion.parse(line.group(2))),
                List.of(line.group(3).strip().split("\\s+", -1)),
                metadata(line.group(4).strip(), where),
                where);
    }

    ChangelogEntry entry(List<String> changes, ChangelogTrailer trailer) {
        return new ChangelogEntry(
                source, version, distributions, metadata, changes, trailer.maintainer(), trailer.date(), where);
    }

    private static Map<String, String> metadata(String text, Location where) throws InputException {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            Matcher matcher = KEY_VALUE.matcher(pair.strip());
            if (!matcher.matches()) {
                throw new InputException(
                        where, "\"" + pair + "\" after the semicolon is not of the form urgency=medium");
            }
            String key = matcher.group(1).toLowerCase(Locale.ROOT);
            if (metadata.put(key, matcher.group(2)) != null) {
                throw new InputException(where, key + " is given twice after the semicolon");
            }
        }
        return metadata;
    }
}
