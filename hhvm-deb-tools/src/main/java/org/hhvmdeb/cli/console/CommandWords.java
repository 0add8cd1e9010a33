package org.hhvmdeb.cli.console;

import java.util.List;
import org.hhvmdeb.upstream.tree.UpstreamSource;

/**
 * The words of a command line, which a message about it may repeat.
 *
 * @param words may be addresses with credentials, alone or as the value of an option or a key
 */
public record CommandWords(List<String> words) {

    public CommandWords {
        words = List.copyOf(words);
    }

    /** A message without the credentials among them. */
    public String masked(String message) {
        String masked = message;
        for (String word : words) {
            for (String rest = word; !rest.isEmpty(); rest = afterEquals(rest)) {
                // In the name of a file a question mark is no beginning of a query.
                boolean address = rest.contains("://") || rest.contains("@");
                if (address && UpstreamSource.holdsCredentials(rest)) {
                    masked = masked.replace(rest, UpstreamSource.withoutCredentials(rest));
                }
            }
        }
        return masked;
    }

    private static String afterEquals(String word) {
        int equals = word.indexOf('=');
        return equals < 0 ? "" : word.substring(equals + 1);
    }
}
