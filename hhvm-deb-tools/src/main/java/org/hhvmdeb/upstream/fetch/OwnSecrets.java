package org.hhvmdeb.upstream.fetch;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What servers and proxies were told in confidence during one run. A server can say it back, as it is or as HTTP writes it,
 * in the middle of an error; a person may copy that error into a bug report.
 */
public final class OwnSecrets {

    private static final String MASK = "…";
    /** What is shorter is no secret, and would take whole words out of a message. */
    private static final int SHORTEST = 3;

    private static final int SHORTEST_TOKEN = 16;
    /** The names of services and branches are shorter, as a rule. */
    private static final int SHORTEST_IN_A_QUERY = 8;

    private final Set<String> spellings = ConcurrentHashMap.newKeySet();

    /**
     * Remembers a user name and a password in every spelling they are sent in. A name without a password is a token, and so
     * may be a long one beside a password that says nothing.
     */
    void add(Credential credential) {
        String secret = credential.password().isEmpty() ? credential.user() : credential.password();
        spell(secret);
        String both = credential.user() + ":" + credential.password();
        spell(both);
        spell(base64(both));
        spell(base64(secret));
        if (credential.user().length() >= SHORTEST_TOKEN) {
            spell(credential.user());
        }
    }

    /** Remembers what is behind the question mark of an address, or the like: some servers have their tokens there. */
    void addQuery(String query) {
        spell(query);
        for (String parameter : query.split("[&;?#]", -1)) {
            String value = parameter.substring(parameter.indexOf('=') + 1);
            for (String each : List.of(value, decoded(value), decoded(value.replace("+", "%2B")))) {
                if (each.length() >= SHORTEST_IN_A_QUERY) {
                    spell(each);
                }
            }
        }
    }

    /** As a server reads it. */
    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value; // A percent sign is one in it.
        }
    }

    private void spell(String secret) {
        String percent = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        for (String each : List.of(secret, percent, percent.replace("+", "%20"))) {
            if (each.length() >= SHORTEST) {
                spellings.add(each);
                spellings.add(each.replaceFirst("=+$", ""));
            }
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A text without any of them. */
    public String masked(String text) {
        String masked = text;
        for (String each : spellings.stream()
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(s -> s))
                .toList()) {
            masked = without(masked, each);
        }
        return masked;
    }

    /** Capitals do not count, as in the digits of what is percent-encoded. */
    private static String without(String text, String secret) {
        StringBuilder masked = new StringBuilder();
        int from = 0;
        for (int i = 0; i + secret.length() <= text.length(); ) {
            if (text.regionMatches(true, i, secret, 0, secret.length())) {
                masked.append(text, from, i).append(MASK);
                i += secret.length();
                from = i;
            } else {
                i++;
            }
        }
        return masked.append(text.substring(from)).toString();
    }

    /** Nothing of them. */
    @Override
    public String toString() {
        return spellings.size() + " spellings of secrets";
    }
}
