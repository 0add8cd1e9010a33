package org.hhvmdeb.hhbc.host;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hhvmdeb.notice.HhvmDebException;

/** The users and groups in a host's {@code /etc/passwd} and {@code /etc/group}; malformed lines do not count. */
public final class Accounts {

    private static final String NUMBER = "[0-9]{1,9}";

    private final List<String[]> users;
    private final List<String[]> groups;

    private Accounts(List<String[]> users, List<String[]> groups) {
        this.users = users;
        this.groups = groups;
    }

    /** Reads both files; a host without them has no users. */
    public static Accounts of(HostRoot root) throws HhvmDebException {
        return new Accounts(lines(root, "/etc/passwd", 7, 3), lines(root, "/etc/group", 4, 2));
    }

    /**
     * Looks a user up.
     *
     * @param user a name or a number
     */
    public Optional<Account> find(String user) {
        return users.stream()
                .filter(u -> u[0].equals(user) || u[2].equals(user))
                .findFirst()
                .map(this::account);
    }

    /** The name of a user, or the number where none has it. */
    public String name(int uid) {
        return find(String.valueOf(uid)).map(Account::name).orElse(String.valueOf(uid));
    }

    /** The home directories of all users. */
    public List<String> homes() {
        return users.stream().map(u -> u[5]).filter(h -> !h.isEmpty()).toList();
    }

    private Account account(String[] user) {
        Set<Integer> ids = new HashSet<>(Set.of(Integer.valueOf(user[3])));
        for (String[] group : groups) {
            if (List.of(group[3].split(",", -1)).contains(user[0])) {
                ids.add(Integer.valueOf(group[2]));
            }
        }
        return new Account(user[0], Integer.parseInt(user[2]), Integer.parseInt(user[3]), ids, user[5]);
    }

    private static List<String[]> lines(HostRoot root, String file, int fields, int lastNumber)
            throws HhvmDebException {
        List<String[]> lines = new ArrayList<>();
        for (String line : root.text(file).orElse("").lines().toList()) {
            String[] parts = line.split(":", -1);
            if (parts.length == fields && parts[2].matches(NUMBER) && parts[lastNumber].matches(NUMBER)) {
                lines.add(parts);
            }
        }
        return lines;
    }
}
