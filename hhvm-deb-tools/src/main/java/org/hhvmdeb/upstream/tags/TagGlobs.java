package org.hhvmdeb.upstream.tags;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.notice.InputException;

/** Chooses tags by globs over their names, as {@code git tag --list} does. */
public final class TagGlobs {

    private static final int SHOWN = 5;

    private TagGlobs() {}

    /**
     * The tags that any of the globs matches.
     *
     * @param all in an order that stays
     * @param shown the repository's address, for the message
     * @throws InputException when a glob is malformed or matches nothing
     */
    public static List<UpstreamTag> choose(List<String> globs, List<UpstreamTag> all, String shown)
            throws InputException {
        List<Pattern> patterns = new ArrayList<>();
        for (String glob : globs) {
            Pattern pattern = pattern(glob);
            if (all.stream().noneMatch(t -> pattern.matcher(t.text()).matches())) {
                throw new InputException("no tag of the repository " + shown + " that stands for a version matches "
                        + glob + "; " + some(all));
            }
            patterns.add(pattern);
        }
        return all.stream()
                .filter(t -> patterns.stream().anyMatch(p -> p.matcher(t.text()).matches()))
                .toList();
    }

    private static String some(List<UpstreamTag> all) {
        if (all.isEmpty()) {
            return "it has no such tags at all";
        }
        String some = all.stream().limit(SHOWN).map(UpstreamTag::text).collect(Collectors.joining(", "));
        return "it has " + all.size() + " of them: " + some
                + (all.size() > SHOWN ? " … " + all.get(all.size() - 1) : "");
    }

    private static Pattern pattern(String glob) throws InputException {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            int end = c == '[' ? glob.indexOf(']', i + 2) : -1;
            if (end > 0) {
                String set = glob.substring(i + 1, end).replaceAll("[\\\\\\[&]", "\\\\$0");
                regex.append('[')
                        .append(set.startsWith("!") ? "^" + set.substring(1) : set)
                        .append(']');
                i = end;
            } else {
                regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        try {
            return Pattern.compile(regex.toString());
        } catch (PatternSyntaxException e) {
            throw new InputException(
                    "\"" + glob + "\" is not a glob over tags: " + e.getDescription()
                            + "; write it like HHVM-3.1[0-9].*",
                    e);
        }
    }
}
