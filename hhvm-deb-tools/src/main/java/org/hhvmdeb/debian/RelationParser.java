package org.hhvmdeb.debian;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hhvmdeb.notice.InputException;
import org.jspecify.annotations.Nullable;

/** Reads one relation. */
final class RelationParser {

    /** Far above any relation; keeps the search for a match from going deep. */
    private static final int LONGEST = 1000;

    private static final String VARIABLE = "\\$\\{[A-Za-z0-9][A-Za-z0-9:-]*\\}";
    private static final Pattern SHAPE = Pattern.compile("(?<name>(?:[a-z0-9+.-]++|" + VARIABLE + ")+)"
            + "(?::(?<qualifier>[a-z0-9][a-z0-9-]*))?"
            + "(?:\\s*\\(\\s*(?<operator><<|<=|=|>=|>>|<|>)\\s*(?<version>[^\\s()]+)\\s*\\))?"
            + "(?:\\s*\\[\\s*(?<architectures>[^\\]]+?)\\s*\\])?"
            + "(?<profiles>(?:\\s*<[^<>]+>)*)");
    private static final Pattern PROFILES = Pattern.compile("<\\s*([^<>]+?)\\s*>");

    /** The single signs are what dpkg calls obsolete: they always meant "or equal". */
    private static final Map<String, Operator> OPERATORS = Map.of(
            "<<", Operator.EARLIER,
            "<=", Operator.EARLIER_OR_EQUAL,
            "<", Operator.EARLIER_OR_EQUAL,
            "=", Operator.EQUAL,
            ">=", Operator.LATER_OR_EQUAL,
            ">", Operator.LATER_OR_EQUAL,
            ">>", Operator.LATER);

    private RelationParser() {}

    static Relation parse(String text) throws InputException {
        Matcher matcher = SHAPE.matcher(text);
        if (text.length() > LONGEST || !matcher.matches()) {
            throw new InputException(
                    "\"" + Printable.of(text)
                            + "\" is not a relation; expected name[:architecture] [(>= version)] [[architectures]] [<profiles>]");
        }
        String name = String.valueOf(matcher.group("name"));
        if (!name.contains("${")) {
            PackageName.parse(name);
        }
        return new Relation(
                name,
                Optional.ofNullable(matcher.group("qualifier")),
                constraint(matcher.group("operator"), matcher.group("version")),
                words(matcher.group("architectures")),
                profiles(matcher.group("profiles")));
    }

    private static Optional<Relation.VersionConstraint> constraint(@Nullable String sign, @Nullable String version)
            throws InputException {
        if (sign == null || version == null) {
            return Optional.empty();
        }
        if (!version.contains("${")) {
            DebianVersion.parse(version);
        }
        return Optional.of(new Relation.VersionConstraint(OPERATORS.getOrDefault(sign, Operator.EQUAL), version));
    }

    private static List<String> words(@Nullable String text) {
        return text == null ? List.of() : List.of(text.split("\\s+", -1));
    }

    private static List<List<String>> profiles(@Nullable String text) {
        List<List<String>> profiles = new ArrayList<>();
        Matcher matcher = PROFILES.matcher(text == null ? "" : text);
        while (matcher.find()) {
            profiles.add(words(matcher.group(1)));
        }
        return profiles;
    }
}
