package org.hhvmdeb.upstream;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.hhvmdeb.notice.InputException;

/**
 * A tag that is not there, and those that are.
 *
 * @param shown the repository's address, for the message
 */
record UnknownTag(String tag, String shown, Set<String> tags) {

    private static final int SUGGESTIONS = 5;

    InputException exception() {
        if (tags.isEmpty()) {
            return new InputException("the repository " + shown + " has no tag " + tag + "; it has no tags at all");
        }
        String nearest = tags.stream()
                .sorted(Comparator.<String>comparingInt(t -> distance(tag, t)).thenComparing(Comparator.naturalOrder()))
                .limit(SUGGESTIONS)
                .collect(Collectors.joining(", "));
        return new InputException("the repository " + shown + " has no tag " + tag + "; the nearest of its "
                + tags.size() + " tags: " + nearest);
    }

    /** How many characters must be changed, added or removed (Levenshtein), upper and lower case being the same. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
