package org.hhvmdeb.upstream.git;

import java.util.Set;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Nearest;

/**
 * A tag that is not there, and those that are.
 *
 * @param shown the repository's address, for the message
 */
record TagSuggestions(String tag, String shown, Set<String> tags) {

    private static final int SUGGESTIONS = 5;

    InputException exception() {
        if (tags.isEmpty()) {
            return new InputException("the repository " + shown + " has no tag " + tag + "; it has no tags at all");
        }
        if (tags.size() == 1) {
            return new InputException("the repository " + shown + " has no tag " + tag + "; its only tag is "
                    + tags.iterator().next());
        }
        String nearest = String.join(", ", new Nearest(tags).to(tag, SUGGESTIONS));
        return new InputException("the repository " + shown + " has no tag " + tag + "; the nearest of its "
                + HumanUnits.count(tags.size(), "tag") + ": " + nearest);
    }
}
