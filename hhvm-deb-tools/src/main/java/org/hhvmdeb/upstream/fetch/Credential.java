package org.hhvmdeb.upstream.fetch;

/**
 * A user name and a password. Neither is shown: a token often stands in the place of the name.
 *
 * @param password may be empty
 */
public record Credential(String user, String password) {

    @Override
    public String toString() {
        return "a user name and a password";
    }
}
