package org.hhvmdeb.hhbc.host;

import java.util.Set;

/**
 * A user of a host.
 *
 * @param groups the ids of all groups the user is in
 * @param home the home directory in the password database; empty when it has none there
 */
public record Account(String name, int uid, Set<Integer> groups, String home) {

    public Account {
        groups = Set.copyOf(groups);
    }
}
