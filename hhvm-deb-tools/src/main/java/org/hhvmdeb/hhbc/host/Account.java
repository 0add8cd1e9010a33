package org.hhvmdeb.hhbc.host;

import java.util.Set;

/**
 * A user of a host.
 *
 * @param gid the id of the user's own group
 * @param groups the ids of all groups the user is in
 * @param home the home directory in the password database; empty when it has none there
 */
public record Account(String name, int uid, int gid, Set<Integer> groups, String home) {

    public Account {
        groups = Set.copyOf(groups);
    }
}
