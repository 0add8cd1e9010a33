package org.hhvmdeb.upstream.fetch;

/**
 * A user name and a password. Neither is shown: a token often stands in the place of the name.
 *
 * @param password may be empty
 * @param source where they stand, for messages, such as {@code the netrc file}
 */
public record Credential(String user, String password, String source) {

    @Override
    public String toString() {
        return "the user name and password of " + source;
    }
}
